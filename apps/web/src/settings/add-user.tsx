// Adding a user: she signs in with the address and the password given here.
'use client';

import type { Role } from '@doorstep/contracts';
import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { users } from '../client/settings';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { roleWords } from '../parts/words';
import { roleMeaning, roles } from './role-words';
import { auditKey, usersKey } from './settings-keys';

interface AddUserProps {
  /** An owner alone makes owners. */
  mayMakeOwners: boolean;
  close: () => void;
}

export function AddUser({ mayMakeOwners, close }: AddUserProps) {
  const form = useForm({
    initialValues: { name: '', address: '', password: '', role: 'editor' as Role },
    validate: {
      name: (value) => (value.trim() === '' ? 'The name others here shall see' : null),
      address: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'An address such as ada@example.org'),
      password: (value) => (value.length < 12 ? `12 signs or more; this has ${value.length}` : null),
    },
  });
  const add = useAction({
    run: (values: typeof form.values) =>
      users.create({ ...values, name: values.name.trim(), address: values.address.trim() }),
    changes: [usersKey, auditKey],
    done: (user) => `${user.name} may sign in`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = add.error instanceof ApiProblem ? add.error : null;
  const field = (name: 'name' | 'address' | 'password' | 'role') => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? fault?.fieldDetail(name),
  });
  const isFieldFault = fault?.problem.errors !== undefined && fault.problem.errors.length > 0;
  return (
    <Dialog
      title="Add a user"
      isOpen
      close={close}
      act="Add the user"
      isBusy={add.isPending}
      error={isFieldFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <TextInput label="Name" required data-autofocus autoComplete="off" {...field('name')} />
      <TextInput label="Address" type="email" required autoComplete="off" {...field('address')} />
      <PasswordInput
        label="First password"
        description="12 signs or more; hand it over on another way than by mail"
        required
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        {...field('password')}
      />
      <Select
        label="Role"
        description={roleMeaning[form.values.role]}
        data={roles
          .filter((role) => mayMakeOwners || role !== 'owner')
          .map((role) => ({ value: role, label: roleWords[role] }))}
        allowDeselect={false}
        {...field('role')}
      />
    </Dialog>
  );
}
