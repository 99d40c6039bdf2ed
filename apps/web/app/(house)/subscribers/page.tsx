// The people on the lists.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../src/ahead/chosen';
import { allListsQuestion } from '../../../src/lists/list-questions';
import { allSegmentsQuestion } from '../../../src/segments/segment-questions';
import {
  fieldsQuestion,
  subscribersQuestion,
  tagsQuestion,
  viewsQuestion,
} from '../../../src/subscribers/subscribers-key';
import { SubscribersPage } from '../../../src/subscribers/subscribers-page';

export const metadata: Metadata = { title: 'Subscribers' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead
      questions={
        (await isUsual(searchParams))
          ? [
              subscribersQuestion({}),
              fieldsQuestion,
              viewsQuestion,
              tagsQuestion,
              allListsQuestion,
              allSegmentsQuestion,
            ]
          : []
      }
    >
      <SubscribersPage />
    </AskedAhead>
  );
}
