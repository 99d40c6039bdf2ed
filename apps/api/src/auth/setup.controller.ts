// First-run set-up and sign-in with the one-time token of the console; who am I.
import type { Config } from '@doorstep/config';
import { Me, Setup, SetupState, SignInByLink } from '@doorstep/contracts';
import { AccessStore } from '@doorstep/database';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '../http/actor.js';
import { Audit } from '../http/audit.js';
import { CONFIG } from '../http/dependencies.module.js';
import { problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Public, Scopes } from '../http/scopes.js';
import { readAccountAddress } from './account-address.js';
import { hashSecret } from './api-key.js';
import { hashPassword } from './passwords.js';
import { SESSIONS, type Sessions } from './sessions.js';

@Controller('v1')
export class SetupController {
  constructor(
    private readonly access: AccessStore,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  @Get('setup')
  @Public()
  @Returns(SetupState)
  async state() {
    return { needsSetup: !(await this.access.hasUsers()), mode: this.config.mode };
  }

  @Post('setup')
  @Public()
  @Returns(null)
  async setUp(
    @Body({ schema: Setup }) body: Setup,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const address = readAccountAddress(body.address);
    // The slow hash is for whoever holds the token; the store decides again, for two at once.
    if (await this.access.hasUsers()) throw alreadySetUp();
    const account = { name: body.name, address, passwordHash: await hashPassword(body.password) };
    const made = await this.access.setUp(hashSecret(body.token), { ...account, role: 'owner' });
    if (made === 'taken') throw alreadySetUp();
    if (made === 'unknown') throw unknownLink();
    await this.signIn(made.id, reply);
    const actor = { kind: 'user' as const, id: made.id, label: body.name, ip: request.ip };
    await this.audit.record(actor, 'setup.setUp', { kind: 'users', id: made.id }, { name: body.name, address });
  }

  @Post('sign-in-link')
  @Public()
  @Returns(null)
  async signInByLink(
    @Body({ schema: SignInByLink }) { token }: SignInByLink,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const owner = await this.access.firstOwner();
    if (owner === null || !(await this.access.useLink(hashSecret(token)))) throw unknownLink();
    await this.signIn(owner.id, reply);
    const actor = { kind: 'user' as const, id: owner.id, label: owner.name, ip: request.ip };
    await this.audit.record(actor, 'sign-in-link.use', { kind: 'users', id: owner.id });
  }

  @Get('me')
  @Scopes()
  @Returns(Me)
  me(@Actor() { kind, label, address, role, scopes }: Actor) {
    return { kind, name: label, address, role, scopes };
  }

  private async signIn(userId: string, reply: FastifyReply): Promise<void> {
    const { headers } = await this.sessions.api.signInTrusted({ body: { userId }, returnHeaders: true });
    reply.header('set-cookie', headers.getSetCookie());
  }
}

const alreadySetUp = () =>
  problem(
    'already_set_up',
    409,
    'Doorstep is set up already. Sign in with your password or with the link of the console.',
  );
const unknownLink = () =>
  problem(
    'link_unknown',
    403,
    'This link was used or is too old. Restart Doorstep for a new one, or sign in with your password.',
  );
