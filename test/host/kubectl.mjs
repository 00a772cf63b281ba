#!/usr/bin/env node
/**
 * Stands in for kubectl: answers as the JSON file at PODWRIGHT_FAKE_KUBECTL says, with the first of its entries whose
 * `args` and `input` occur in what it is given, and appends its own arguments to PODWRIGHT_FAKE_KUBECTL_LOG.
 */
import { appendFileSync, readFileSync } from 'node:fs';

const args = process.argv.slice(2).join(' ');
const input = readFileSync(0, 'utf8');
appendFileSync(process.env.PODWRIGHT_FAKE_KUBECTL_LOG, `${args}\n`);
const answers = JSON.parse(readFileSync(process.env.PODWRIGHT_FAKE_KUBECTL, 'utf8'));
const answer = answers.find((one) => args.includes(one.args ?? '') && input.includes(one.input ?? ''));
if (answer?.seconds) await new Promise((resolve) => setTimeout(resolve, answer.seconds * 1000));
process.stdout.write(answer?.stdout ?? '');
process.stderr.write(answer ? (answer.stderr ?? '') : `no answer to ${args}\n`);
process.exitCode = answer?.exitCode ?? (answer ? 0 : 1);
