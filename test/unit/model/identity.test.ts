import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processIdentities } from '../../../server/src/model/identity.ts';

const windowsPod = {
  spec: {
    os: { name: 'windows' },
    securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
    containers: [
      { name: 'web' },
      {
        name: 'admin',
        securityContext: { windowsOptions: { runAsUserName: 'NT AUTHORITY\\SYSTEM', hostProcess: true } },
      },
    ],
  },
};

test('a Windows container runs as the user that it names, else as the Pod’s', () => {
  const [web, admin] = processIdentities(windowsPod);
  assert.deepEqual(web?.windows?.userName, {
    value: 'ContainerUser',
    from: 'pod',
    path: 'spec.securityContext.windowsOptions.runAsUserName',
  });
  assert.equal(web?.windows?.hostProcess.value, false);
  assert.deepEqual(admin?.windows?.userName, {
    value: 'NT AUTHORITY\\SYSTEM',
    from: 'container',
    path: 'spec.containers[1].securityContext.windowsOptions.runAsUserName',
  });
  assert.equal(admin?.windows?.hostProcess.from, 'container');
});

test('nothing is said of Windows where nothing asks for it', () => {
  assert.equal(processIdentities({ spec: { containers: [{ name: 'web' }] } })[0]?.windows, undefined);
});

test('what the kubelet says to a container that must not run as root', () => {
  const verdict = (security: object, imageUser?: number | string) =>
    processIdentities(
      { spec: { securityContext: { runAsNonRoot: true }, containers: [{ image: 'web', securityContext: security }] } },
      () => imageUser,
    )[0]?.nonRoot;
  assert.equal(verdict({ runAsNonRoot: false }, 0), 'starts');
  assert.equal(verdict({ runAsUser: 1000 }, 0), 'starts');
  assert.equal(verdict({ runAsUser: 0 }, 1000), 'podRoot');
  assert.deepEqual(
    [verdict({}, 0), verdict({}, 101), verdict({}, 'nobody'), verdict({})],
    ['imageRoot', 'starts', 'imageName', 'unknown'],
  );
});
