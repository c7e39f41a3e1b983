/** Words for people, as parts of patterns: what machines do is nobody's fault. Patterns that hold them regard case. */

/** What people are called by what they do. */
export const role =
  '(?:engineers?|developers?|devs?|operators?|admins?|administrators?|sysadmins?|SREs?|DBAs?|maintainers?|reviewers?|technicians?|programmers?|' +
  'interns?|contractors?|consultants?|employees?|colleagues?|coworkers?|team ?mates?|teams?|author|responders?|on-?call|committers?|trainees?|new hires?)';

/** Those that are known as a name of a person, and are no word, month or product. */
const names =
  'Adam|Alan|Alice|Amanda|Amy|Andrea|Andrew|Andy|Anna|Anne|Ann|Anthony|Barbara|Ben|Benjamin|Bob|Brian|Carlos|Carol|Caroline|Catherine|Charles|Chris|' +
  'Christine|Christopher|Claire|Cynthia|Dan|Daniel|Dave|David|Deborah|Dennis|Diana|Donald|Donna|Doug|Edward|Elizabeth|Emily|Emma|Eric|Erik|Fatima|Frank|' +
  'Fred|Gary|George|Greg|Hannah|Harry|Helen|Henry|Ian|Jack|Jacob|James|Jane|Janet|Jason|Jean|Jeff|Jennifer|Jenny|Jeremy|Jerry|Jessica|Jim|Joan|Joe|John|' +
  'Jon|Jonathan|Jose|Joseph|Josh|Joshua|Juan|Judy|Julia|Julie|Karen|Kate|Katherine|Kathy|Kathryn|Keith|Ken|Kevin|Kim|Kyle|Larry|Laura|Linda|Lisa|Liz|' +
  'Louise|Lucas|Luke|Maria|Marie|Martin|Mary|Matt|Matthew|Megan|Michael|Michelle|Mike|Mohammed|Monica|Nancy|Natalie|Nathan|Nicholas|Nick|Nicole|Olivia|' +
  'Oscar|Pamela|Patricia|Patrick|Paul|Peter|Phil|Philip|Priya|Rachel|Rebecca|Richard|Robert|Roger|Ryan|Sally|Samantha|Sandra|Sara|Sarah|Scott|Sean|' +
  'Sharon|Simon|Sofia|Sophie|Stephanie|Stephen|Steve|Steven|Susan|Terry|Thomas|Tim|Timothy|Tom|Tony|Tyler|Walter|Wendy|William|Yusuf|Zoe';

/** `@bob`, `Bob`, `Bob Miller` */
export const named = `(?:(?<!\\w)@[A-Za-z\\d][\\w-]{0,38}|\\b(?:${names})(?: [A-Z][a-z]{1,20})?)\\b`;

/** Anybody: one of us, somebody by name, or by what they do. */
export const anybody =
  `(?:\\b(?:[Ww]e|I|[Hh]e|[Ss]he|[Yy]ou|[Ww]ho|[Ss]omeone|[Ss]omebody|[Nn]obody|[Nn]o one|[Aa]nyone|[Aa]nybody|[Ee]veryone|[Ee]verybody|[Pp]eople|` +
  `[Ee]ngineering|[Mm]anagement|[Ss]taff|${role})\\b|${named})`;

/** Somebody who can be told: by name, or as `a new developer`. */
export const person = `(?:${named}|\\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Oo]ne) (?:[\\w-]{2,20} ){0,3}${role}\\b)`;
