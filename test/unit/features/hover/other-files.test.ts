/** What other files define. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { files } from '../files.ts';
import { container, pod, special } from './shown.ts';

describe('what other files define', () => {
  const POD = container(
    'envFrom: [{configMapRef: {name: web}, prefix: W_}]\nenv:\n- name: USER\n  valueFrom: {secretKeyRef: {name: login, key: user}}\n- name: HOST\n  valueFrom: {configMapKeyRef: {na$1me: web, ke$2y: host}}\n- name: POD\n  valueFrom: {fieldRef: {field$3Path: metadata.name}}\n- name: URL\n  value: htt$4p://$(USER)@$(HOST)/$(W_port)/$(POD)',
  );
  const OTHERS = {
    'file:///w/config%20map.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {host: example.com, port: "80"}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {user: me}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n',
  };
  const at = (number: number, marked = POD): string => {
    const text = marked.replace(`$${number}`, '$0').replace(/\$[1-9]/g, '');
    return special(text, { workspace: files({ 'pod.yaml': text, ...OTHERS }).workspace });
  };
  const LINK = '([`config map.yaml`](<file:///w/config%20map.yaml>))';

  test('the keys of a ConfigMap', () =>
    assert.equal(at(1), `Has these keys ${LINK}:\n\n- \`host\`: \`example.com\`\n- \`port\`: \`80\``));
  test('the value of a key', () => assert.equal(at(2), `\`example.com\`, by ConfigMap \`web\` ${LINK}.`));
  test('a field of the Pod', () => assert.equal(at(3), 'Here that is `web`.'));
  test('variables from there, but no secrets', () =>
    assert.equal(at(4), 'Expands to `http://<USER>@example.com/80/web`.'));
  test('a claim', () => {
    const claim = pod('  volumes: [{name: a, persistentVolumeClaim: {claim$1Name: disk}}]');
    assert.match(at(1, claim), /^Asks for `1Gi`, `ReadWriteOnce` \(\[/);
  });
  test('a key that is not there', () =>
    assert.match(at(2, POD.replace('$2y: host', '$2y: nose')), /^There is no key `nose` in ConfigMap `web`/));
});
