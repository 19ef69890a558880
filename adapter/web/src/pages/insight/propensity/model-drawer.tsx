/** The card of a model: what it was made of, how good it is, what it rests on, what it cannot do; and a try. */
import { Alert, Anchor, Button, Drawer, Group, List, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { activateModel, fileAddress, type ModelBody, modelsKey, readModel } from '../../../api/propensity.ts';
import { formatCount, formatDecimal, formatPercent } from '../../../parts/format-number.ts';
import { notifyDone, notifyProblem } from '../../../parts/notify.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useVocabulary } from '../../../parts/use-vocabulary.ts';
import { FiguresTable } from '../figures-table.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import { CoefficientsTable } from './coefficients-table.tsx';
import { TryModel } from './try-model.tsx';

interface ModelDrawerProps {
  readonly id: string | null;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

export function ModelDrawer({ id, mayWrite, onClose }: ModelDrawerProps) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: [...modelsKey, id],
    queryFn: ({ signal }) => readModel(id!, signal),
    enabled: id !== null,
  });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={<Text fw={600}>{found.data?.title ?? t('propensity.card')}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && id !== null && <Skeleton h={400} aria-label={t('common.loading')} />}
      {found.data !== undefined && <Card model={found.data} mayWrite={mayWrite} />}
    </Drawer>
  );
}

function Card({ model, mayWrite }: { model: ModelBody; mayWrite: boolean }) {
  const { t, i18n } = useTranslation();
  const { productName } = useVocabulary();
  const { card } = model;
  const { data } = card;
  const share = formatPercent(data.positives / data.rows);
  const counts = { rows: formatCount(data.rows), positives: formatCount(data.positives), share };
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <Text size="sm">
          {model.product === null ? t('propensity.noProduct') : productName(model.product)},{' '}
          {t(`propensity.kinds.${card.kind}`)}
        </Text>
        <Text size="sm">{t('propensity.foretells', { target: card.target, positive: card.positive })}</Text>
        <Text size="sm">{t('propensity.data', { file: data.file, ...counts })}</Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('propensity.sha256', { hash: data.sha256 })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('propensity.seed', {
            seed: card.seed,
            weighting: t(`propensity.weightings.${card.weighting}`),
            calibration: t(`propensity.calibrations.${card.calibration}`),
          })}
        </Text>
      </Stack>
      <Acts model={model} mayWrite={mayWrite} />
      <Measures card={card} />
      {mayWrite && <TryModel model={model} />}
      <FiguresTable
        title={t('propensity.importance')}
        minWidth={320}
        header={[{ name: t('propensity.column'), isText: true }, { name: t('propensity.effectHint') }]}
        rows={card.importance.map(({ column, effect }) => ({
          key: column,
          cells: [column, formatDecimal(Math.exp(effect))],
        }))}
      />
      {card.coefficients.length > 0 && <CoefficientsTable coefficients={card.coefficients} />}
      <FiguresTable
        title={t('propensity.settings')}
        minWidth={320}
        header={[{ name: t('propensity.setting'), isText: true }, { name: t('propensity.settingValue') }]}
        rows={Object.entries(card.settings).map(([name, value]) => ({ key: name, cells: [name, String(value)] }))}
      />
      {card.limits.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('propensity.limits')}
          </Title>
          <List size="sm" spacing={4}>
            {card.limits.map(({ ru, en }) => (
              <List.Item key={en}>{i18n.language === 'en' ? en : ru}</List.Item>
            ))}
          </List>
        </section>
      )}
    </Stack>
  );
}

function Acts({ model, mayWrite }: { model: ModelBody; mayWrite: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const acting = useMutation({
    mutationFn: (active: boolean) => activateModel(model.id, active),
    onSuccess: async (_, active) => {
      notifyDone(t(active ? 'propensity.activated' : 'propensity.deactivated'));
      await client.invalidateQueries({ queryKey: modelsKey });
    },
    onError: notifyProblem,
  });
  return (
    <Group gap="sm">
      {mayWrite && model.product !== null && (
        <Button
          variant={model.active ? 'default' : 'filled'}
          loading={acting.isPending}
          onClick={() => acting.mutate(!model.active)}
        >
          {t(model.active ? 'propensity.deactivate' : 'propensity.activate')}
        </Button>
      )}
      <Anchor href={fileAddress(model.id)} download size="sm">
        <Group gap={4} component="span" display="inline-flex">
          <IconDownload size={15} aria-hidden /> {t('propensity.download')}
        </Group>
      </Anchor>
      {mayWrite && model.product !== null && !model.active && (
        <Text size="xs" c="dimmed">
          {t('propensity.activateHint')}
        </Text>
      )}
    </Group>
  );
}

const measureNames = ['auc', 'pr_auc', 'brier', 'accuracy', 'ece'] as const;

function Measures({ card: { measured } }: { card: ModelBody['card'] }) {
  const { t } = useTranslation();
  if (measured === null) return <Alert color="yellow">{t('propensity.notMeasured')}</Alert>;
  const { data } = measured;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t(`propensity.measuredOn.${measured.on}`, {
          file: data?.file,
          rows: formatCount(data?.rows ?? 0),
          positives: formatCount(data?.positives ?? 0),
        })}
      </Text>
      <SimpleGrid cols={{ base: 2, xs: 5 }} spacing="sm">
        {measureNames.map((name) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {t(`propensity.measures.${name}`)}
            </Text>
            <Text fw={600}>{formatDecimal(measured.measures[name], 3)}</Text>
          </div>
        ))}
      </SimpleGrid>
      <CalibrationPlot bins={measured.calibration_bins} />
    </Stack>
  );
}
