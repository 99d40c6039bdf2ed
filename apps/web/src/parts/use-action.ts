// Doing something at the API: what it changes is asked for again, success and fault are told in a toast.
'use client';

import { notifications } from '@mantine/notifications';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../client/api';

interface ActionOptions<Input, Answer> {
  run: (input: Input) => Promise<Answer>;
  /** Keys whose data this changes. */
  changes?: readonly QueryKey[];
  /** What to say once it is done. */
  done?: string | ((answer: Answer, input: Input) => string);
  onDone?: (answer: Answer, input: Input) => void;
  /** Set where a form shows the fault itself. */
  isFaultShownInPlace?: boolean;
}

export function useAction<Input, Answer>(options: ActionOptions<Input, Answer>) {
  const queryClient = useQueryClient();
  return useMutation<Answer, Error, Input>({
    mutationFn: options.run,
    onSuccess: async (answer, input) => {
      const words = typeof options.done === 'function' ? options.done(answer, input) : options.done;
      if (words !== undefined) notifications.show({ message: words });
      options.onDone?.(answer, input);
      await Promise.all((options.changes ?? []).map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (options.isFaultShownInPlace) return;
      const title = error instanceof ApiProblem ? error.problem.title : 'This did not work';
      notifications.show({ title, message: error.message, color: 'red', autoClose: 15_000 });
    },
  });
}
