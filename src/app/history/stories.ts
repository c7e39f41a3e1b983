/**
 * What happened in `acme/shop` over the last year, as conversations. Nothing here is a body that the app would write: people speak and act, the
 * product does the rest. Times are minutes after the story's beginning; clocks in the texts are UTC.
 */

export type Who = 'ann' | 'moe' | 'wes' | 'tia' | 'ron' | 'zoe';

/** What a person does. Without `on`, on the incident. */
export type Act =
  | { readonly open: string; readonly body?: string }
  | { readonly label: string; readonly on?: 'postmortem' | { readonly measure: string } }
  | { readonly say: string; readonly on?: 'postmortem' | { readonly measure: string } }
  /** Fills sections of the postmortem, heading → text. */
  | { readonly write: { readonly [heading: string]: string } }
  | { readonly assign: Who; readonly on: 'postmortem' | { readonly measure: string } }
  | {
      readonly close: 'completed' | 'not_planned';
      readonly on: 'incident' | 'postmortem' | { readonly measure: string };
    };

export interface Story {
  readonly daysAgo: number;
  /** `HH:MM` UTC; left out, it began that many minutes before now. */
  readonly clock?: string;
  readonly minutesAgo?: number;
  readonly acts: readonly (readonly [minutes: number, who: Who, act: Act])[];
}

/** Those that the team had made before, as teams do; the app makes its own. */
export const teamLabels: readonly { readonly name: string; readonly color: string; readonly description: string }[] = [
  { name: 'incident', color: 'd73a4a', description: 'Something is or was broken for people' },
  { name: 'severity 1', color: 'b60205', description: 'Many cannot do what they came for' },
  { name: 'severity 2', color: 'd93f0b', description: 'Some cannot, or all of them slowly' },
  { name: 'severity 3', color: 'fbca04', description: 'There is a way around it' },
  { name: 'P1', color: 'd93f0b', description: 'Next' },
  { name: 'P2', color: 'fbca04', description: 'Soon' },
];

const day = 24 * 60;

export const stories: readonly Story[] = [
  {
    daysAgo: 342,
    clock: '10:10',
    acts: [
      [0, 'tia', { open: 'Product images load slowly', body: 'Images take up to ten seconds on every product page.' }],
      [3, 'wes', { label: 'severity 3' }],
      [4, 'wes', { label: 'incident' }],
      [6, 'tia', { say: '/timeline 10:02 discovered: the weekly speed report is red for product pages' }],
      [
        31,
        'wes',
        {
          say: '/timeline discovery: the image cache was emptied by the release of 09:40\n/timeline 09:40 deploy: release 812 with a new cache key',
        },
      ],
      [55, 'wes', { say: '/timeline action: cache warmed from the access log of yesterday' }],
      [120, 'wes', { say: '/timeline 12:04 mitigated: nine of ten images come from the cache again' }],
      [125, 'wes', { say: '/over 12:07 load times are those of last week' }],
      [
        day,
        'wes',
        {
          write: {
            Summary:
              'For two hours product images were slow, because a release changed the key of the image cache and so emptied it.',
            Apology: 'We are sorry for the waiting. About 9,000 visitors saw grey boxes where products should be.',
            Impact:
              '9,000 visitors waited 6 to 10 seconds for images between 09:40 and 12:04. Orders were down by 4 %.',
            'Contributing factors':
              '- A new cache key empties the cache; nobody expected that from a change of its format.\n- The cache had been warm for so long that nobody knew how long warming takes.',
            Resolution: 'We replayed the access log of the day before against the cache until it was warm.',
          },
        },
      ],
      [
        day + 5,
        'wes',
        {
          say: '/measure Warm the image cache before a release takes traffic\n/measure Name the cache key in the release notes',
          on: 'postmortem',
        },
      ],
      [day + 9, 'moe', { label: 'P2', on: { measure: 'Warm the image cache before a release takes traffic' } }],
      [day + 9, 'moe', { assign: 'wes', on: { measure: 'Warm the image cache before a release takes traffic' } }],
      [day + 9, 'moe', { say: '/accept P3 @wes', on: { measure: 'Name the cache key in the release notes' } }],
      [3 * day, 'ann', { close: 'completed', on: 'postmortem' }],
      [3 * day, 'ann', { close: 'completed', on: 'incident' }],
      [20 * day, 'wes', { close: 'completed', on: { measure: 'Warm the image cache before a release takes traffic' } }],
      [21 * day, 'wes', { close: 'completed', on: { measure: 'Name the cache key in the release notes' } }],
    ],
  },
  {
    daysAgo: 258,
    clock: '16:20',
    acts: [
      [
        0,
        'wes',
        {
          open: 'Connection limit of the database reached',
          body: 'Half of the requests fail with "too many connections".',
        },
      ],
      [1, 'ann', { label: 'severity 2' }],
      [1, 'ann', { label: 'incident' }],
      [2, 'wes', { say: '/timeline discovered: the error alert fires' }],
      [20, 'wes', { say: '/timeline action: report jobs stopped, connections fall' }],
      [24, 'wes', { say: '/timeline mitigated: no request fails any more' }],
      [55, 'wes', { say: '/over' }],
      [
        2 * day,
        'wes',
        {
          write: {
            Summary:
              'For 24 minutes half of all pages failed: the monthly reports had taken every connection of the database.',
            Apology: 'We are sorry. Every second page that you asked for was an error.',
            Impact: '31,000 failed requests from 16:18 to 16:44. No data was lost.',
          },
        },
      ],
      [2 * day + 10, 'wes', { say: '/measure Connection budget for each service', on: 'postmortem' }],
      [
        9 * day,
        'moe',
        {
          say: '/decline the report jobs run at night now, and no other service takes many',
          on: { measure: 'Connection budget for each service' },
        },
      ],
      [30 * day, 'ann', { close: 'completed', on: 'postmortem' }],
      [30 * day + 5, 'ann', { close: 'completed', on: 'postmortem' }],
      [30 * day + 6, 'ann', { close: 'completed', on: 'incident' }],
    ],
  },
  {
    daysAgo: 201,
    clock: '08:00',
    acts: [
      [0, 'moe', { open: 'Launch mail sent twice', body: 'The spring mail went out at 07:30 and again at 07:50.' }],
      [2, 'moe', { label: 'incident' }],
      [
        5,
        'moe',
        {
          say: '/timeline 07:55 discovered: two customers answer the second mail\n/timeline 07:50 began: the second mail goes out',
        },
      ],
      [12, 'wes', { say: '/timeline action: the sending job is stopped' }],
      [25, 'moe', { say: '/timeline 08:20 over: an apology by mail is out, the job cannot start again' }],
      [
        day,
        'moe',
        {
          write: {
            Summary:
              '18,200 customers got the spring mail twice, because a job that timed out was started again from its beginning.',
            Apology: 'We are sorry for the noise in your inbox. 18,200 of you got the same mail twice.',
            Impact: '18,200 mails too many, 212 people left the list. Nothing was down.',
            'Contributing factors':
              '- The job does not remember whom it has written to.\n- A time-out looks like a failure to the scheduler, which tries again.',
            Resolution:
              'We stopped the job and told everybody concerned. The list of recipients is kept now before the first mail goes out.',
          },
        },
      ],
      [day + 4, 'moe', { say: '/measure Remember each recipient before the mail goes out', on: 'postmortem' }],
      [4 * day, 'wes', { close: 'completed', on: { measure: 'Remember each recipient before the mail goes out' } }],
      [5 * day, 'moe', { close: 'completed', on: 'postmortem' }],
      [
        60 * day,
        'tia',
        {
          say: '/worked the next mailing broke off in the middle and nobody got it twice',
          on: { measure: 'Remember each recipient before the mail goes out' },
        },
      ],
    ],
  },
  {
    daysAgo: 164,
    clock: '21:14',
    acts: [
      [0, 'ron', { open: 'Login page unreachable' }],
      [6, 'tia', { label: 'incident' }],
      [7, 'tia', { label: 'severity 2' }],
      [8, 'tia', { say: '/timeline 21:12 discovered: three people in the support chat cannot log in' }],
      [
        14,
        'wes',
        {
          say: '/timeline discovery: the certificate of the login host ended at 21:00\n/timeline 21:00 began: browsers refuse the connection',
        },
      ],
      [30, 'wes', { say: '/timeline action: new certificate installed by hand' }],
      [32, 'wes', { say: '/timeline mitigated: logins work' }],
      [39, 'tia', { say: '/over 21:53 no complaint for twenty minutes' }],
      [
        day,
        'wes',
        {
          write: {
            Summary: 'For 46 minutes nobody could log in: the certificate of the login host had ended.',
            Apology: 'We are sorry. 2,300 people stood before a warning of their browser instead of our login.',
            Impact: '2,300 people, 46 minutes. Those already logged in noticed nothing.',
            'Contributing factors':
              '- The login host was left out when certificates were moved to renew by themselves.\n- The reminder goes to a mailbox that nobody reads any more.',
            Resolution: 'We issued a certificate by hand and moved the host to the renewal that all others have.',
          },
        },
      ],
      [
        day + 3,
        'wes',
        {
          say: '/measure Renew the certificate of the login host by itself\n/measure Warn before a certificate ends',
          on: 'postmortem',
        },
      ],
      [2 * day, 'wes', { close: 'completed', on: { measure: 'Renew the certificate of the login host by itself' } }],
      [2 * day, 'ann', { say: '/accept P2 @wes', on: { measure: 'Warn before a certificate ends' } }],
      [3 * day, 'ann', { close: 'completed', on: 'postmortem' }],
      [3 * day, 'ann', { close: 'completed', on: 'incident' }],
    ],
  },
  {
    daysAgo: 97,
    clock: '06:30',
    acts: [
      [0, 'wes', { open: 'Uploads of the night are lost' }],
      [2, 'ann', { label: 'severity 1' }],
      [2, 'ann', { label: 'incident' }],
      [4, 'wes', { say: '/timeline 06:25 discovered: the morning report counts no uploads since 01:00' }],
      [
        40,
        'wes',
        {
          say: '/timeline discovery: the disk of the upload host is full; files were accepted and thrown away\n/timeline 01:00 began: no upload is kept',
        },
      ],
      [70, 'wes', { say: '/timeline 07:35 mitigated: uploads are kept again, on a larger disk' }],
      [100, 'moe', { say: '/timeline comms: everybody concerned has a mail with the names of their files' }],
      [360, 'wes', { say: '/over 12:30 218 of 240 files are back from the browsers that sent them' }],
      [
        day,
        'ann',
        {
          write: {
            Summary:
              'Between 01:00 and 07:35 we accepted 240 uploads and kept none of them. 218 came back, 22 did not.',
            Apology:
              'We are sorry. We told 240 people that we had their files, and we did not. 22 of them have lost work.',
            Impact: '240 files of 190 people; 22 files are gone for good.',
            'Contributing factors':
              '- A full disk was no error for the upload host, only a line in its log.\n- The alert on disk space watches the root disk; uploads lie on another.\n- We say "saved" before we have read the file back.',
            Resolution: 'A larger disk at once. On the same day the host was taught to refuse what it cannot keep.',
            Lessons:
              '- **Went well** The mail with names of files went out within two hours.\n- **Got lucky** Most browsers still had the files.',
          },
        },
      ],
      [
        day + 10,
        'ann',
        {
          say: '/measure Refuse an upload that cannot be kept\n/measure Alert on every disk that holds data\n/measure Check restored backups every week',
          on: 'postmortem',
        },
      ],
      [day + 20, 'moe', { say: '/accept P1 @tia by +30d', on: { measure: 'Check restored backups every week' } }],
      [day + 22, 'moe', { label: 'P1', on: { measure: 'Refuse an upload that cannot be kept' } }],
      [2 * day, 'wes', { close: 'completed', on: { measure: 'Refuse an upload that cannot be kept' } }],
      [6 * day, 'wes', { close: 'completed', on: { measure: 'Alert on every disk that holds data' } }],
      [8 * day, 'ann', { close: 'completed', on: 'postmortem' }],
      [8 * day, 'ann', { close: 'completed', on: 'incident' }],
      [
        40 * day,
        'tia',
        {
          say: 'The small disks are done. The large ones need a second machine.',
          on: { measure: 'Check restored backups every week' },
        },
      ],
    ],
  },
  {
    daysAgo: 33,
    clock: '13:00',
    acts: [
      [0, 'tia', { open: 'Prices without tax on one page' }],
      [5, 'tia', { label: 'incident' }],
      [9, 'tia', { say: '/timeline discovered: a customer asks why the basket costs more than the page' }],
      [50, 'wes', { say: 'It is the print view, and it says "without tax" in its second line. Works as meant.' }],
      [60, 'moe', { close: 'not_planned', on: 'postmortem' }],
      [60, 'moe', { close: 'not_planned', on: 'incident' }],
    ],
  },
  {
    daysAgo: 4,
    clock: '08:05',
    acts: [
      [0, 'wes', { open: 'Search is slow in Europe', body: 'Searches take eight seconds and more.' }],
      [2, 'wes', { label: 'severity 2' }],
      [2, 'wes', { label: 'incident' }],
      [3, 'wes', { say: '/timeline 08:02 discovered: the latency alert of Europe fires' }],
      [10, 'tia', { say: '/timeline comms: status page says that search is slow' }],
      [
        35,
        'wes',
        {
          say: '/timeline discovery: one of three search nodes answers for all\n/timeline 07:40 config: weights of the load balancer changed',
        },
      ],
      [42, 'wes', { say: '/timeline mitigated: weights as before, 300 ms again' }],
      [75, 'wes', { say: '/over 09:20 latency normal for half an hour' }],
      [
        day,
        'wes',
        {
          write: {
            Summary:
              'For 67 minutes searches in Europe took eight seconds: a change of weights sent all of them to one node.',
            Impact: 'About 40,000 searches were slow; one in five was given up.',
          },
        },
      ],
      [day + 2, 'moe', { assign: 'wes', on: 'postmortem' }],
      [day + 9, 'wes', { say: '/measure Show the weights of the load balancer on the dashboard', on: 'postmortem' }],
    ],
  },
  {
    daysAgo: 0,
    minutesAgo: 38,
    acts: [
      [
        0,
        'tia',
        { open: 'Mails to reset a password arrive late', body: 'Support has eleven tickets since this morning.' },
      ],
      [2, 'moe', { label: 'severity 3' }],
      [2, 'moe', { label: 'incident' }],
      [3, 'tia', { say: '/timeline discovered: eleven tickets about late mails' }],
      [11, 'wes', { say: '/timeline discovery: 4,000 mails wait in the queue of the provider' }],
      [19, 'wes', { say: '/timeline action: second provider switched on for password mails' }],
    ],
  },
  {
    daysAgo: 0,
    minutesAgo: 3,
    acts: [
      [
        0,
        'zoe',
        {
          open: 'Checkout returns 500 for every card payment',
          body: 'I tried three cards and always get **500 Internal Server Error** after "Pay now". Paying by invoice works.\n\nMy colleague sees the same.',
        },
      ],
      [1, 'ron', { say: 'Same here. Started a few minutes ago?' }],
    ],
  },
];
