import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, pathOf, text } from '../view.ts';

export const privilegeEscalation: Rule = validation(
  'privilege-escalation',
  'A privileged container, and one with CAP_SYS_ADMIN, can always gain privileges: allowPrivilegeEscalation cannot be false.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const context = at(value, 'securityContext');
      const escalation = at(context, 'allowPrivilegeEscalation');
      if (flag(escalation) !== false) continue;
      const remove = fix(l10n.t('Remove {0}', 'allowPrivilegeEscalation'), false, removeValue(document, escalation));
      const privileged = at(context, 'privileged');
      if (flag(privileged))
        yield found(
          escalation,
          'allowPrivilegeEscalation cannot be false when privileged is true',
          [...fix(l10n.t('Remove {0}', 'privileged'), true, removeValue(document, privileged)), ...remove],
          pathOf(context),
        );
      for (const capability of at(context, 'capabilities', 'add').items)
        if (text(capability) === 'CAP_SYS_ADMIN')
          yield found(
            capability,
            'allowPrivilegeEscalation cannot be false when CAP_SYS_ADMIN is added',
            [...fix(l10n.t('Remove {0}', 'CAP_SYS_ADMIN'), true, removeValue(document, capability)), ...remove],
            pathOf(context),
          );
    }
  },
);
