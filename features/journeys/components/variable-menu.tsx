'use client';

import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const MOST = 100;

/** How a trait is written in a template: names that are no plain words stand in brackets. */
const reading = (trait: string): string => (PLAIN.test(trait) ? `profile.${trait}` : `profile[${JSON.stringify(trait)}]`);

/** Puts a variable where the cursor is: a trait that there is, or one of the letter's own. */
export function VariableMenu({ traits, onPick }: { traits: string[]; onPick: (text: string) => void }) {
  const t = useTranslations('emails.editor');
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const all = [...traits.map(reading), 'company.name', 'company.address', 'unsubscribe_url', 'preferences_url'];
  const shown = all.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase())).slice(0, MOST);
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      onOptionSubmit={(name) => {
        onPick(`{{ ${name} }}`);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          leftSection={<IconBraces size={16} />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {t('insert')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={t('insertSearch')}
          aria-label={t('insertSearch')}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('insert')}>
          {shown.length === 0 && <Combobox.Empty>{t('insertNone')}</Combobox.Empty>}
          {shown.map((name) => (
            <Combobox.Option key={name} value={name} dir="ltr">
              {name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
