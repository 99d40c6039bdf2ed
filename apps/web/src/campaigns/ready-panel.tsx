// Beside the draft: what is found, who will get it, a test, and the two ways out.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Send } from 'lucide-react';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { AudienceSum } from './audience-sum';
import { campaignKey } from './campaigns-key';
import { Findings } from './findings';
import { TestSend } from './test-send';
import { TrialSection } from './trial-section';
import { useScheduleOpen } from './use-schedule-open';

const ScheduleDialog = late(() => import('./schedule-dialog').then((file) => file.ScheduleDialog));
const SendDialog = late(() => import('./send-dialog').then((file) => file.SendDialog));

interface ReadyPanelProps {
  campaign: Campaign;
  isSaved: boolean;
  goTo: (field: string, line: number | null) => void;
}

/** Why the buttons do nothing yet, or null when they do. */
function hindrance(isSaved: boolean, problems: number | undefined, willGetIt: number | undefined): string | null {
  if (!isSaved) return 'What you typed is not saved yet.';
  if (problems === undefined) return 'It is being checked.';
  if (problems > 0) return `Mend ${problems === 1 ? 'the problem' : `the ${problems} problems`} above first.`;
  return willGetIt === 0 ? 'Nobody would get it: choose a list with people on it.' : null;
}

export function ReadyPanel({ campaign, isSaved, goTo }: ReadyPanelProps) {
  const [isSending, setIsSending] = useState(false);
  const [isScheduling, setIsScheduling] = useScheduleOpen();
  const check = useQuery({
    queryKey: [...campaignKey(campaign.id), 'preflight'],
    queryFn: () => campaigns.preflight(campaign.id),
  });
  const problems = check.data?.findings.filter((finding) => finding.kind === 'problem').length;
  const willGetIt = check.data?.audience.willGetIt;
  const reason = hindrance(isSaved, problems, willGetIt);
  return (
    <Stack gap="md">
      <Section
        title="Check"
        aside={
          <Button variant="default" onClick={() => void check.refetch()} loading={check.isFetching && !check.isPending}>
            Check again
          </Button>
        }
      >
        {check.isPending && <Skeleton height={72} />}
        {check.error && !check.data && <ProblemBox error={check.error} again={() => void check.refetch()} />}
        {check.data && (
          <Stack gap={12}>
            <div>
              <Findings findings={check.data.findings} goTo={goTo} />
            </div>
            <AudienceSum campaignId={campaign.id} audience={check.data.audience} />
          </Stack>
        )}
      </Section>
      <May scope="campaigns:write">
        <TrialSection id={campaign.id} isSaved={isSaved} />
      </May>
      <May scope="campaigns:send">
        <Section title="Test">
          <TestSend id={campaign.id} isSaved={isSaved} />
        </Section>
        <Section title="Send">
          <Stack gap={8}>
            <Button
              leftSection={<Send size={14} aria-hidden />}
              disabled={reason !== null}
              onClick={() => setIsSending(true)}
              aria-describedby="why-not"
            >
              Send now
            </Button>
            <Button
              variant="default"
              leftSection={<CalendarClock size={14} aria-hidden />}
              disabled={reason !== null}
              onClick={() => void setIsScheduling(true)}
              aria-describedby="why-not"
            >
              Schedule
            </Button>
            <Text size="sm" c="dimmed" id="why-not">
              {reason ?? `${counted(willGetIt ?? 0, 'person', 'people')} will get it.`}
            </Text>
          </Stack>
        </Section>
      </May>
      {isSending && <SendDialog campaign={campaign} willGetIt={willGetIt ?? 0} close={() => setIsSending(false)} />}
      {isScheduling && check.data && (
        <ScheduleDialog campaign={campaign} willGetIt={willGetIt ?? 0} close={() => void setIsScheduling(null)} />
      )}
    </Stack>
  );
}
