import { describe, expect, it } from 'vitest';
import { createTexts } from '../../src/renderer/src/i18n/i18n.ts';
import { findDraftProblem, newPerson, personDraftOf, personInputOf, placeOf, refusedFor, withRole, type PersonDraft } from '../../src/renderer/src/screens/setup/person-draft.ts';
import { calls } from '../../src/shared/contract/calls.ts';
import type { PersonProblem } from '../../src/shared/domain/people/person-change.ts';
import { somePeople } from '../support/view-builders.ts';

const kim = (changes: Partial<PersonDraft> = {}): PersonDraft => ({ ...newPerson(false), name: 'Kim', ...changes });
const stationProblems = Object.keys({ 'first-admin': true, 'last-admin': true, 'name-taken': true, 'trivial-pin': true } satisfies Record<PersonProblem, true>);

describe('the form of a person', () => {
  it('begins the first person as an admin and every other as a packer', () => {
    expect([newPerson(true).roles, newPerson(false).roles]).toEqual([['admin'], ['packer']]);
  });

  it('asks for what the call takes, for somebody new and for everybody who is there', () => {
    const drafts = [kim(), kim({ pin: '80417' }), ...somePeople().people.map(personDraftOf)];
    for (const draft of drafts) expect(calls.savePerson.input.safeParse(personInputOf(draft)).error).toBeUndefined();
  });

  it('leaves a PIN that was not typed as it is', () => {
    expect(personInputOf(kim())).not.toHaveProperty('pin');
    expect(personInputOf(kim({ pin: '80417' }))).toHaveProperty('pin', '80417');
  });

  it.each<[string, Partial<PersonDraft>, string | null]>([
    ['a person without a name', { name: ' ' }, 'no-name'],
    ['a person without a role', { roles: [] }, 'no-role'],
    ['a PIN of three digits', { pin: '123' }, 'pin-form'],
    ['a PIN with a letter', { pin: '12a4' }, 'pin-form'],
    ['a PIN of thirteen digits', { pin: '1234567890123' }, 'pin-form'],
    ['a whole person', {}, null],
  ])('finds %s before anybody is asked for a badge', (_what, changes, problem) => {
    expect(findDraftProblem(kim(changes))).toBe(problem);
  });

  it('keeps roles in the order of the table', () => {
    expect(withRole(withRole(['admin'], 'packer', true), 'lead', true)).toEqual(['packer', 'lead', 'admin']);
    expect(withRole(['packer', 'admin'], 'packer', false)).toEqual(['admin']);
  });

  it.each(stationProblems.map((problem) => [problem]))('says the refusal %s beside a field, in both languages', (problem) => {
    const refused = refusedFor({ code: 'refused', message: 'no', details: { section: 'people', problem } });
    expect(refused).toBe(problem);
    expect(refused === null ? null : placeOf[refused]).toMatch(/^(name|roles|pin)$/);
    for (const language of ['en', 'de'] as const) expect(createTexts(language).exists(`setup.people.problem.${problem}`)).toBe(true);
  });

  it('takes no other refusal for one about the form', () => {
    expect(refusedFor({ code: 'refused', message: 'no', details: { who: 'wrong-pin' } })).toBeNull();
    expect(refusedFor({ code: 'failed', message: 'disk' })).toBeNull();
  });
});
