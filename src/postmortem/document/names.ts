/**
 * How people call the sections, by words rather than by whole headings: a heading means a section where one of its names stands in it and every
 * other word may stand beside that name. `Root cause analysis (5 Whys)` and `What were the underlying reasons?` need no row of their own.
 */
import type { SectionId } from './sections.ts';

export interface Names {
  readonly id: SectionId;
  /** Each of them names the section; of several words all have to stand in the heading, in any order. Parted by commas. */
  readonly names: string;
  /** They name it only where nothing better does: `What happened`, `Findings`. */
  readonly hints: string;
  /** Words that may stand beside. */
  readonly beside: string;
  /** The same in Spanish, Portuguese, French, German, Russian, Japanese, Chinese and Korean. */
  readonly abroad: { readonly names: string; readonly beside: string };
}

/** Where two sections fit a heading equally well, the upper one is meant. */
export const names: readonly Names[] = [
  {
    id: 'apology',
    names: 'apology, apologise, apologize, sorry',
    hints: '',
    beside: 'sincere sincerely customer user affected',
    abroad: {
      names: 'disculpas, desculpas, excuses, entschuldigung, извинения, お詫び, 谢罪, 謝罪, 致歉, 道歉, 사과',
      beside: 'usuarios clientes kunden',
    },
  },
  {
    id: 'lessons',
    names: 'lesson, learning, learned, learnt, learn, takeaway, reflection',
    hints:
      'went well, go well, gone well, went right, go right, worked well, did well, lucky, luck, went poorly, went badly, go poorly, go badly, go better, gone better, went less well, do better, improved, observation, worked, didnt work, positive, negative, good bad, salio bien, deu certo, lief gut, пошло хорошо, 良かった点, うまくいったこと',
    beside: 'key thing next important action follow where well didnt less quite',
    abroad: {
      names:
        'lecciones, aprendizajes, licoes, aprendizados, enseignements, lecons, lehren, erkenntnisse, уроки, выводы, 教訓, 学び, 学んだこと, 振り返り, ふりかえり, 所感, 反省点, 反省, 经验教训, 教训, 总结, 反思, 교훈, 배운 점, 회고',
      beside: 'aprendidas aprendidos tirees apprises retenir gelernt gelernte извлеченные 経験 经验 得られた',
    },
  },
  {
    id: 'measures',
    names:
      'action item, action point, action, follow up, followup, measure, prevention, prevent, preventing, preventative, preventive, corrective, countermeasure, next step, improvement, improve, improving, long term, further mitigation, future mitigation, planned mitigation, looking forward, looking ahead, way forward, do better, doing better, differently, going forward, moving forward, recommendation, recommended, future work, planned work, capa, remediation item, remediation plan, remediation task, reduce likelihood, reduce risk, never again, happen again, happening again, avoid recurrence, avoid repeat, avoid future, hardening',
    hints:
      'task, todo, to do, future, change, changing, avoid, avoiding, plan, ticket, commitment, safeguard, guardrail, what next, next, what will do, what doing',
    beside:
      'corrective preventive preventative proposed planned plan long longer short medium mid term immediate open remaining outstanding recurrence reoccurrence recurring repeat happening happen happened again similar technical process monitoring alerting alert detection documentation communication infrastructure item list step task work ticket tracked tracking repair mitigate mitigation remediation fix solution proposal change needed required suggestion suggested recommended future further resulting looking implement taking make making better organizational organisational code test testing tooling point added add create agreed priority permanent recovery response potential possible status owner likelihood risk one sure doesnt dont wont taken doing done consideration filed',
    abroad: {
      names:
        'acciones, accion, medidas, medida, proximos pasos, acoes, acao, proximos passos, prochaines etapes, mesures, actions, massnahmen, maßnahmen, nachste schritte, verbesserungen, vorbeugung, меры, действия, предотвращение, следующие шаги, дальнейшие шаги, 再発防止, 再発防止策, 防止策, 対策, 今後の対応, 改善, 改善策, アクションアイテム, アクション, ネクストアクション, 改进, 预防, 措施, 后续, 行动项, 再発予防, 재발 방지, 개선, 후속 조치, 액션 아이템, 대책, mejoras, melhorias, ameliorations, prevencion, prevencao',
      beside:
        'correctivas preventivas corretivas correctives preventives предотвращению повторения план действий корректирующие 恒久 根本 予防 今後 再発 防止 対応 향후 계획 방안 방지 재발 改善 改进 后续 行动 计划 预防 futuro futuras futuros inmediatas recomendadas plan mejora melhoria seguimiento',
    },
  },
  {
    id: 'factors',
    names:
      'cause, caused, causing, causal, contributing factor, contributing condition, contributor, contributed, factor, why, reason, rca, what led, led incident, led outage, how come',
    hints:
      'analysis, investigation, finding, diagnosis, technical detail, trigger, triggered, fault, origin, underlying, vulnerability, explanation, fivewhys, how happened, how did happen, how could happen, how happen, how occur, how occurred, how break',
    beside:
      'root contributing contributory blameless underlying probable suspected proximate direct immediate technical primary secondary ultimate likely possible potential real actual deeper deep dive analysis summary identification identified investigation breakdown explanation hypothesis working theory assessment happen happened go went going gone wrong failed fail break broke broken occurred occur condition systemic human process organisational organizational exact true latent situation finding take took long chain',
    abroad: {
      names:
        'causa, causas, cause, causes, ursache, ursachen, ursachenanalyse, fehlerursache, hauptursache, grundursache, причина, причины, первопричина, 原因, 要因, なぜ, 直接原因, 根因, 根本原因, 원인, analisis, analise, analyse, analyse des causes, factores, fatores, facteurs, faktoren, факторы, анализ, 分析',
      beside:
        'raiz racine racines origine profonde profondes principal корневая коренная коренные корневые анализ 分析 根本 発生 究明 調査 直接 背景 근본 분석 발생 contribuyentes contribuintes beitragende proximas tecnico tecnica completo causal 技術 技术 定位',
    },
  },
  {
    id: 'resolution',
    names:
      'resolution, resolved, resolve, resolving, recovery, recovered, recover, fix, fixed, fixing, mitigation, mitigated, mitigate, mitigating, remediation, remediated, remedy, restoration, restored, restore, solution, solved, action taken, step taken, measure taken, action performed, workaround, rollback, stabilisation, stabilization, how responded, how did respond, what did',
    hints: 'response, responded, repair, reaction, intervention, respond, hotfix',
    beside:
      'short term immediate immediately interim temporary quick verification verify validation step action measure detail effort process emergency final applied attempt attempted taken permanent effective bring back normal complete implemented',
    abroad: {
      names:
        'resolucion, solucion, soluciones, solucoes, resolucao, solucao, recuperacion, recuperacao, mitigacion, mitigacao, retablissement, correction, losung, behebung, wiederherstellung, решение, устранение, восстановление, 対応, 対処, 復旧, 解決, 処置, 暫定対応, 応急処置, 応急対応, 緩和, 解决, 处理, 恢复, 修复, 해결, 복구, 조치, 대응, 처리, 处置',
      beside: 'aplicada aplicadas inmediata 内容 方法 过程 実施 作業 暫定 応急 方案 办法 방법 과정 調査 последствий',
    },
  },
  {
    id: 'detection',
    names:
      'detection, detected, detect, discovery, discovered, discover, how noticed, noticed, how found, how find out, how know, became aware, become aware, found out, identified, how reported',
    hints: 'alerting, monitoring, alert, identification',
    beside: 'alert alerting monitoring method source first mechanism reporting reported initial channel become know',
    abroad: {
      names:
        'deteccion, detecao, deteccao, erkennung, entdeckung, обнаружение, выявление, 検知, 検出, 発見, 发现, 检测, 감지, 탐지, 발견, découverte',
      beside: '経路 契機 方法 过程 경위 방법',
    },
  },
  {
    id: 'communications',
    names:
      'communication, comm, status page, status update, announcement, messaging, customer notification, customer update',
    hints: 'notification',
    beside:
      'internal external customer user public log plan stakeholder update page client notification message team sent channel',
    abroad: {
      names:
        'comunicacion, comunicaciones, comunicacao, comunicacoes, kommunikation, коммуникация, коммуникации, оповещение, 連絡, 周知, 広報, 告知, 通知, 沟通, 公告, 공지, 소통, 커뮤니케이션',
      beside: 'interna externa interne externe 社内 社外 顧客 対応 고객',
    },
  },
  {
    id: 'timeline',
    names:
      'timeline, chronology, chronological, sequence event, course event, order event, chain event, event log, incident log, time line',
    hints: 'event, key event, log, history, unfolded, progression, play by play, blow by blow',
    beside:
      'event follow up rough approximate key action response investigation recovery discovery resolution impact communication activity update entry order sequence note table all complete milestone account',
    abroad: {
      names:
        'cronologia, linea tiempo, linha tempo, chronologie, zeitachse, zeitleiste, zeitlicher ablauf, zeitverlauf, verlauf, ablauf, хронология, таймлайн, ход событий, タイムライン, 時系列, 経緯, 経過, 时间线, 时间轴, 经过, 时间顺序, 타임라인, 시간순, 경과, 일지',
      beside:
        'eventos evenements ereignisse ereignissen событий инцидента 対応 発生 復旧 処理 处理 過程 过程 사건 대응 처리',
    },
  },
  {
    id: 'impact',
    names:
      'impact, impacted, effect, consequence, damage, symptom, blast radius, customer experience, user experience, who affected, user affected, customer affected, client affected',
    hints: 'affected, scope, manifestation, severity, extent',
    beside:
      'customer user client business public product end external internal stakeholder reader data team revenue financial operational technical infrastructure productivity assessment analysis summary scope evaluation range area estimate estimated extent duration blast radius error many much slo sla security reputation site member visible facing downstream negative package version component region community partner severity degree statement snapshot adverse actual observed measured affected experience software app application platform people level immediate direct availability performance reliability operation sale order traffic',
    abroad: {
      names:
        'impacto, auswirkung, auswirkungen, consecuencias, consequencias, consequences, folgen, betroffene, влияние, воздействие, последствия, ущерб, 影響, 影響範囲, 被害, 症状, 影响, 影响范围, 影响面, 영향, 영향 범위, 피해',
      beside:
        'usuarios clientes utilisateurs benutzer kunden nutzer пользователей бизнес 範囲 顧客 ユーザー ユーザ 范围 用户 고객 사용자 범위 状況 内容 negocio negocios alcance 評価 业务',
    },
  },
  {
    id: 'summary',
    names:
      'summary, overview, synopsis, abstract, tl dr, tldr, description, at glance, recap, nutshell, outline, in short, problem statement, key fact, precis',
    hints:
      'what happened, happened, what occurred, occurred, what happen, introduction, intro, situation, paso, aconteceu, passiert, sest passe, произошло, 何が起こったか, 何が起きたか, 起きたこと, 发生了什么, 무슨 일',
    beside:
      'executive one line sentence paragraph technical customer public statement problem fact quick description management plain language',
    abroad: {
      names:
        'resumen, resumo, resume, descripcion, descricao, zusammenfassung, uberblick, ubersicht, beschreibung, kurzfassung, резюме, сводка, описание, обзор, кратко, 概要, 要約, オーバービュー, サマリー, サマリ, 概述, 摘要, 总览, 简介, 概况, 요약, 개요, 事象, 現象, 现象, 描述',
      beside: 'ejecutivo executivo executif kurze краткое проблемы エグゼクティブ 内容 発生 問題 问题',
    },
  },
  {
    id: 'artifacts',
    names:
      'artifact, artefact, link, reference, supporting, appendix, appendice, attachment, further reading, resource, evidence, screenshot, related issue, related pr, related pull request, related document, see also',
    hints: 'graph, dashboard, chart, material',
    beside:
      'useful related relevant external additional document documentation information material data doc link dashboard graph chart log reading pr pull request issue article image figure note source',
    abroad: {
      names:
        'enlaces, evidencias, referencias, liens, annexes, anexos, anhang, ссылки, приложения, 参考, 参考資料, 関連リンク, 関連ドキュメント, 関連資料, 資料, リンク, 参考资料, 链接, 附录, 참고, 참고 자료, 링크',
      beside: 'interes utiles importantes ドキュメント 関連 相关 관련 자료 情報',
    },
  },
];

/** They say nothing about which section it is. */
export const fillers = [
  'the a an of for to in on at by from with within our your their this that these those it its was were is are be been being do did does has have had having we us i you they them and or as so which who what how when where there any some all will would can could should not no go going so far get got whats heres lets thats lead up addendum annex',
  'incident outage postmortem post mortem event issue problem failure service downtime disruption system production report review section full detailed detail high level initial final known main major overall general more other additional current part information info note about time date local',
  'utc gmt et est edt ct cst cdt mt pt pst pdt cet cest bst ist jst eet',
  'de la el los las del lo le les des du un une der die das dem den und von zur zum il auf fur an am im mit bei da do dos os e y et que se em no na',
  'incidente incidentes vorfall vorfalls panne storung ausfall falha fallo problema falla avaria',
  'о об и в на по для из сбой сбоя инцидент инцидента инциденте проблема',
  'の と に を は が 障害 事故 不具合 問題 インシデント 報告 について した 策 的 与 和 及 故障 事件 问题 및 장애 사고 의 에 대한 이슈',
].join(' ');
