import { describe, expect, it } from 'vitest';
import { suggestDomain } from './suggest-domain.js';

describe('suggestDomain', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['gnail.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gmail.cmo', 'gmail.com'],
    ['GMAIL.vom', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['hotmil.con', 'hotmail.com'],
    ['homtail.co.uk', 'hotmail.co.uk'],
    ['yaho.com', 'yahoo.com'],
    ['yahooo.de', 'yahoo.de'],
    ['outlok.com', 'outlook.com'],
    ['iclould.com', 'icloud.com'],
    ['t-onlnie.de', 't-online.de'],
    ['gxm.de', 'gmx.de'],
    ['gmx.ed', 'gmx.de'],
    ['wbe.de', 'web.de'],
    ['webb.de', 'web.de'],
    ['wanado.fr', 'wanadoo.fr'],
    ['protonmial.com', 'protonmail.com'],
  ])('%s was meant to be %s', (name, meant) => {
    expect(suggestDomain(name)).toBe(meant);
  });

  it.each([
    ...['gmail.com', 'mail.com', 'ymail.com', 'me.com', 'gmx.com', 'gmx.es', 'gmx.fr', 'live.de', 'live.dk', 'wen.de'],
    ...['wen.de', 'nez.de', 'bmx.de', 'aon.de', 'yahoo.dk', 'hotmail.no', 'free.de', 'planet.be', 'example.com'],
    ...['doorstep.example', 'mail.example.org', 'company.com', '', 'com', 'localhost', `${'a'.repeat(60_000)}.com`],
  ])('%s is no slip', (name) => {
    expect(suggestDomain(name)).toBeNull();
  });
});
