/** What the API server warns of when it accepts an object. From `pkg/api/pod/warnings.go` and the strategies. */
import type { Rule } from '../rule.ts';
import { deprecatedAnnotation } from './deprecated-annotation.ts';
import { deprecatedNodeLabel } from './deprecated-node-label.ts';
import { deprecatedVolume } from './deprecated-volume.ts';
import { droppedField } from './dropped-field.ts';
import { duplicateEntry } from './duplicate-entry.ts';
import { duplicateVariable } from './duplicate-variable.ts';
import { fractionalBytes } from './fractional-bytes.ts';
import { hostnameName } from './hostname-name.ts';
import { manyIndexes } from './many-indexes.ts';
import { negativeGracePeriod } from './negative-grace-period.ts';
import { negativeHistory } from './negative-history.ts';
import { nullSelector } from './null-selector.ts';
import { overlappingFiles } from './overlapping-files.ts';
import { overlappingPort } from './overlapping-port.ts';
import { unusualIp } from './unusual-ip.ts';

export const warningRules: readonly Rule[] = [
  hostnameName,
  deprecatedNodeLabel,
  nullSelector,
  deprecatedAnnotation,
  deprecatedVolume,
  overlappingFiles,
  duplicateEntry,
  duplicateVariable,
  fractionalBytes,
  overlappingPort,
  negativeGracePeriod,
  unusualIp,
  negativeHistory,
  manyIndexes,
  droppedField,
];
