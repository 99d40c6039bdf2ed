// Domains, sites and replies of the made-up year. Sites are found and replies classified by the product itself.
import { built } from '../bench/database.mjs';
import { COMPANY_KINDS, companyOf, GREYLISTING_SHARE, PROVIDERS } from './providers.mjs';
import { chosen, hashOf, idAt, streamOf } from './random.mjs';
import { CHRONIC, NAMED_COMPANIES, PASSING } from './troubles.mjs';

/** Of all people: at companies. */
const AT_COMPANIES = 26;
const TLS = 'TLSv1.3 TLS_AES_256_GCM_SHA384 verified';
const TLS_UNVERIFIED = 'TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 unverified: self-signed certificate';
const SOURCE_IP = '192.0.2.99';

/** @returns { domains, sites, templates }: a template is an attempt less its message, and is numbered by its place */
export async function makeWorld({ people, seed, now }) {
  const { siteOf } = await built('delivery');
  const { classifyReply } = await built('bounces');
  const random = streamOf(seed);
  const sites = new Map();
  const domains = [];
  const templates = [];

  for (const provider of PROVIDERS)
    for (const [place, name] of provider.domains.entries())
      addDomain(
        name,
        provider,
        provider.share * (place === 0 ? 0.75 : 0.25 / Math.max(1, provider.domains.length - 1)),
      );
  const companies = Math.max(NAMED_COMPANIES.length, Math.round(people / 30));
  for (let at = 0; at < companies; at++) {
    const name = NAMED_COMPANIES[at] ?? `company-${at}`;
    // The named ones have hosts of their own and more people than the others.
    const kind = at < NAMED_COMPANIES.length ? COMPANY_KINDS.at(-1)[1] : chosen(random, COMPANY_KINDS);
    addDomain(
      `${name}.example`,
      companyOf(kind, name),
      (AT_COMPANIES / companies) * (at < NAMED_COMPANIES.length ? 4 : 1),
    );
  }
  return { domains, sites: [...sites.values()], templates, returned: returnedAs(classifyReply) };

  function addDomain(name, kind, share) {
    const answer = answerOf(name, kind.hosts);
    const found = siteOf(answer);
    let site = sites.get(found.mxKey);
    if (site === undefined) {
      site = makeSite(found);
      sites.set(found.mxKey, site);
    }
    domains.push({ name, share, site, provider: found.provider, answer, ...repliesOf(site, kind, answer) });
  }

  /** The attempts that end well or are put off, of one domain: most of all there are. Only its troubles name a person. */
  function repliesOf(site, kind, answer) {
    const add = (facts) => {
      const made = attemptOf({ kind, answer, tls: site.tls, random }, facts, classifyReply);
      return templates.push({ n: templates.length, ...made }) - 1;
    };
    return {
      accepted: [0, 1, 2].map(() => add({ outcome: 'accepted', stage: 'dot', words: kind.accepted })),
      putOff: [0, 1].map(() => add({ outcome: 'deferred', stage: kind.putOff[0], words: kind.putOff[1] })),
      /** By the key of a trouble: makes the attempt it ends with, once it strikes. */
      trouble: Object.fromEntries(
        [...CHRONIC, ...PASSING]
          .filter(({ reply }) => reply[1] !== '')
          .map((cause) => [cause.key, () => add(failing(cause))]),
      ),
    };
  }

  function makeSite(found) {
    const tls = random() < 0.93 ? TLS : random() < 0.6 ? TLS_UNVERIFIED : 'none';
    const isGreylisting = found.provider === null ? random() < GREYLISTING_SHARE : true;
    return {
      ...{
        n: sites.size,
        mxKey: found.mxKey,
        mxHosts: found.mxHosts,
        provider: found.provider,
        limit: found.connectionLimit,
      },
      id: idAt(now - 400 * 86_400_000, hashOf(`site ${seed} ${found.mxKey}`)),
      isGreylisting,
      tls,
    };
  }
}

/** What a bounce message says later, by the key of its trouble. */
function returnedAs(classifyReply) {
  return Object.fromEntries(
    CHRONIC.filter(({ outcome }) => outcome === 'returned').map(({ key, reply: [, text] }) => {
      const facts = {
        stage: null,
        code: Number(text.slice(0, 3)),
        enhancedCode: text.split(' ')[1],
        text,
        mxHost: null,
      };
      return [key, classifyReply(facts)];
    }),
  );
}

/** A trouble's attempt is only made for the domains it strikes. @returns its template's number */
export function troubleAt({ trouble }, key) {
  const made = trouble[key];
  if (typeof made === 'function') trouble[key] = made();
  return trouble[key];
}

function failing({ reply: [stage, words], outcome }) {
  if (outcome === 'returned') return { outcome: 'accepted', stage: 'dot', words: null };
  return { outcome: outcome === 'expired' ? 'deferred' : 'refused', stage, words };
}

function answerOf(domain, hosts) {
  const number = Number.parseInt(hashOf(hosts[0]).slice(0, 2), 16);
  return {
    ...{ kind: 'mx', domain, ttlSeconds: 3600 },
    hosts: hosts.map((host, at) => ({
      host,
      preference: 10 * (at + 1),
      addresses: [`198.51.100.${(number + at) % 250}`],
    })),
  };
}

/** Columns of an attempt and its report, as the worker stores them. */
function attemptOf({ kind, answer, tls, random }, { outcome, stage, words }, classifyReply) {
  const text = outcome === 'refused' || words?.includes('{r}') ? words : withQueueId(words ?? kind.accepted, random);
  const [first] = answer.hosts;
  const at = random() < 0.9 ? first : answer.hosts.at(-1);
  const code = /^[245]\d\d/.test(text) ? Number(text.slice(0, 3)) : null;
  const enhancedCode = /^\d{3}[- ]([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
  const said = outcome === 'accepted' ? null : classifyReply({ stage, code, enhancedCode, text, mxHost: at.host });
  const ms = (from, to) => Math.round(from + random() * (to - from));
  return {
    ...{ outcome, stage, mxHost: at.host, mxIp: at.addresses[0], sourceIp: SOURCE_IP, tls: code === null ? null : tls },
    ...{ code, enhancedCode, text: code === null ? null : text },
    ...{ category: said?.category ?? null, scope: said?.scope ?? null, ruleId: said?.ruleId ?? null },
    classification: said,
    tookMs: code === null ? 30_000 : ms(250, 4000),
    report: {
      trouble: code === null ? text : null,
      sourceIp: SOURCE_IP,
      wasDotSent: stage === 'dot',
      steps: stepsOf(kind, { stage, text, at, tls, code, ms }),
      mx: answer,
    },
  };
}

/** Of messages that went well the queue ids are few: one for each of a domain's replies. */
const withQueueId = (words, random) => words.replaceAll('{q}', () => hashOf(`${random()}`).slice(0, 12));

const ORDER = ['connect', 'banner', 'ehlo', 'starttls', 'mail', 'rcpt', 'data', 'dot'];

/** The dialogue up to where it was decided. */
function stepsOf({ greeting }, { stage, text, at, tls, code, ms }) {
  const usual = {
    connect: `connected to ${at.addresses[0]}:25 from ${SOURCE_IP}`,
    banner: greeting.replace('{q}', `${at.addresses[0].length}-20020a`),
    ehlo: '250 at your service, PIPELINING, SIZE, STARTTLS, 8BITMIME, SMTPUTF8',
    starttls: tls,
    mail: '250 2.1.0 Ok',
    rcpt: '250 2.1.5 Ok',
    data: '354 End data with <CR><LF>.<CR><LF>',
    dot: text,
  };
  const until = ORDER.indexOf(stage);
  const passed = ORDER.slice(0, until + 1).filter((name) => name !== 'starttls' || tls !== 'none');
  return passed.map((name) => ({
    stage: name,
    ms: code === null ? 30_000 : ms(8, 400),
    words: name === stage ? text : usual[name],
  }));
}
