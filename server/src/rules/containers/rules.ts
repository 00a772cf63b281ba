/** Containers as a list: what they are called, where which fields belong, and how they restart. */

import type { Rule } from '../rule.ts';
import { containerRestart } from './container-restart.ts';
import { duplicateContainerName } from './duplicate-container-name.ts';
import { ephemeralContainers } from './ephemeral-containers.ts';
import { imageWhitespace } from './image-whitespace.ts';
import { initContainerField } from './init-container-field.ts';
import { noContainers } from './no-containers.ts';
import { resizePolicy } from './resize-policy.ts';

export const containerRules: readonly Rule[] = [
  noContainers,
  duplicateContainerName,
  imageWhitespace,
  initContainerField,
  containerRestart,
  resizePolicy,
  ephemeralContainers,
];
