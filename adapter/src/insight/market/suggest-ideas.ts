/** What the bank could do about an event: hand-written ideas, tied to the cell of the copybook that they are about. */
import type { FoundEvent } from './detect-events.ts';
import type { MarketIdea } from './market.ts';
import { productWords, reviewTopics } from './topics.ts';

const reviewIdeas: Readonly<Record<string, string>> = {
  app: 'Показать в текстах, что у нас дело решается в несколько касаний, и проверить, что это правда на слабом телефоне.',
  support: 'Вынести вперёд живую помощь: треды с человеком на связи, ясные часы ответа в чате.',
  fees: 'Говорить о стоимости прямо: треды про деньги, где условия названы до первого шага.',
  credit: 'Проверить треды о кредитах: объясняем ли полную стоимость и досрочное погашение простыми словами.',
  cards: 'Написать о переводах и покупках без неожиданностей: что, где и за сколько.',
  block: 'Подготовить ответ для чата: почему банк приостанавливает операции и как быстро это решить.',
  office: 'Предлагать запись на удобное время и то, что можно сделать без визита.',
};

export function suggestIdeas({ kind, topic }: FoundEvent): MarketIdea[] {
  switch (kind) {
    case 'new_product':
    case 'new_feature':
      return suggestOnNews(kind, topic);
    case 'negative_reviews': {
      const concern = reviewTopics.find(({ id }) => id === topic)?.concern ?? null;
      return [{ text: reviewIdeas[topic] ?? 'Разобрать отзывы вручную.', product: null, concern }];
    }
    case 'hiring_burst':
      return [
        {
          text: 'Посмотреть, под что набирают людей: через два-три месяца ждать нового продукта или отделений.',
          product: topic === 'mortgage' ? 'MORTG' : null,
          concern: null,
        },
      ];
    case 'report_jump':
      return [
        {
          text: 'Разобрать, какой продукт дал рост или спад, и сравнить со своими показателями.',
          product: null,
          concern: null,
        },
      ];
    case 'price_move':
      return [
        { text: 'Проверить новости дня: движение цены обычно идёт следом за событием.', product: null, concern: null },
      ];
  }
}

function suggestOnNews(kind: 'new_product' | 'new_feature', topic: string): MarketIdea[] {
  const product = productWords.find((one) => one.product === topic);
  if (product === undefined) {
    return kind === 'new_feature'
      ? [
          {
            text: 'Если у нас это уже есть, сказать об этом в тредах об удобстве; если нет, спросить клиентов, нужно ли.',
            product: null,
            concern: 'efficiency',
          },
        ]
      : [{ text: 'Понять, есть ли у нас похожее, и решить, нужно ли.', product: null, concern: null }];
  }
  if (kind === 'new_feature') {
    return [
      {
        text: `Сравнить с тем, как это устроено у нас (${product.name}), и усилить треды об удобстве.`,
        product: product.product,
        concern: 'efficiency',
      },
    ];
  }
  return [
    {
      text: `Сравнить условия (${product.name}) и проверить каталог: есть ли что ответить по деньгам.`,
      product: product.product,
      concern: 'finance',
    },
    {
      text: `Пополнить книгу текстов тредами о том, как просто оформить (${product.name}).`,
      product: product.product,
      concern: 'purchase',
    },
  ];
}
