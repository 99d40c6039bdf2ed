// What was done, said at the edge of the page. The list itself comes with the first thing there is to say.
'use client';

import { useNotifications } from '@mantine/notifications';
import { useState } from 'react';
import { late } from '../parts/late';

const ToastList = late(() => import('./toast-list').then((file) => file.ToastList));

export function Toasts() {
  const { notifications } = useNotifications();
  const [isWanted, setIsWanted] = useState(false);
  if (notifications.length > 0 && !isWanted) setIsWanted(true);
  return isWanted ? <ToastList /> : null;
}
