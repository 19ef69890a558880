/** What the segments of an SMS cost the bank: a setting of the whole bank, changed in place by those who may. */
import { ActionIcon, Button, Group, NumberInput, Popover, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { useSession } from '../../api/session.ts';
import { fetchSettings, putSettings, type Settings, settingsKey } from '../../api/settings.ts';
import { notifyDone, notifyProblem, warn } from '../notify.ts';

const kopecksInRouble = 100;
const priceMax = 1000;

export function SegmentPrice({ segmentsCount }: { segmentsCount: number }) {
  const { t, i18n } = useTranslation();
  const settings = useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => fetchSettings(signal) });
  const role = useSession().data?.role;
  const mayChange = role === 'administrator' || role === 'manager';
  if (settings.data === undefined) return null;
  const kopecks = settings.data.sms_segment_kopecks;
  const roubles = (amount: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'RUB' }).format(amount / kopecksInRouble);
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm">
        {kopecks === null
          ? t('previews.noPrice')
          : t('previews.price', {
              count: segmentsCount,
              one: roubles(kopecks),
              all: roubles(kopecks * segmentsCount),
            })}
      </Text>
      {mayChange && <PriceEditor key={settings.data.version} settings={settings.data} />}
    </Group>
  );
}

function PriceEditor({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { sms_segment_kopecks: kopecks } = settings;
  const [price, setPrice] = useState<string | number>(kopecks === null ? '' : kopecks / kopecksInRouble);
  const saving = useMutation({
    mutationFn: () =>
      putSettings(settings.version, {
        sms_segment_kopecks: typeof price === 'number' ? Math.round(price * kopecksInRouble) : null,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(settingsKey, saved);
      notifyDone(t('previews.priceSaved'));
      setOpen(false);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.kind === 'version_conflict') warn(t('previews.priceChangedMeanwhile'));
      else notifyProblem(error);
      return queries.invalidateQueries({ queryKey: settingsKey });
    },
  });
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withArrow width={260}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={t('previews.changePrice')}
          onClick={() => setOpen((open) => !open)}
        >
          <IconPencil size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('previews.changePrice')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            saving.mutate();
          }}
        >
          <Stack gap="xs">
            <NumberInput
              label={t('previews.priceLabel')}
              description={t('previews.priceHint')}
              value={price}
              onChange={setPrice}
              min={0}
              max={priceMax}
              decimalScale={2}
              decimalSeparator=","
              allowedDecimalSeparators={[',', '.']}
              suffix=" ₽"
              hideControls
              data-autofocus
            />
            <Button type="submit" size="xs" loading={saving.isPending}>
              {t('common.save')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
