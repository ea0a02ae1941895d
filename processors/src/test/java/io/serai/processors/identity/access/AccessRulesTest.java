package io.serai.processors.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.processors.identity.Callers;
import io.serai.processors.yaml.YamlException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

    /** A Friday, 23:30 in Berlin. */
    private static final InstantSource FRIDAY_NIGHT = InstantSource.fixed(Instant.parse("2026-07-03T21:30:00Z"));

    private static CamelContext camel;

    @BeforeAll
    static void start() {
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    private static AccessRules rules(String yaml) {
        return AccessRules.of(AccessFile.read("routes/access.yaml", yaml), camel, FRIDAY_NIGHT);
    }

    private static AccessRules denying(String condition) {
        return rules("zone: Europe/Berlin\nrules:\n  - name: it\n    when: \"" + condition.replace("\"", "\\\"")
                + "\"\n    effect: deny\n");
    }

    private static Ask ask(Caller caller, String model, Set<String> tags) {
        ModelCard card = new ModelCard(
                model,
                "",
                "serai",
                0,
                Set.of(Operation.CHAT),
                Set.of(),
                OptionalInt.empty(),
                "",
                ModelCard.Visibility.OPEN,
                ModelCard.Status.READY);
        return new Ask(caller, "req_1", card, Operation.CHAT, tags, "eu", Turn.FIRST);
    }

    private static final Caller ALICE = Callers.user("ten_1", "team_1", "usr_1", Role.DEVELOPER);

    private static boolean denies(AccessRules rules, Ask ask) {
        return catchThrowableOfType(SeraiException.class, () -> rules.admit(ask)) != null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            ${variable.tenant} == 'ten_1'                                  | true
            ${variable.tenant} == 'ten_2'                                  | false
            ${variable.tenant} != 'ten_2'                                  | true
            ${variable.team} == 'team_1'                                   | true
            ${variable.user} == 'usr_1'                                    | true
            ${variable.app} == ''                                          | true
            ${variable.key} == 'key_1'                                     | false
            ${variable.roles} contains 'developer'                         | true
            ${variable.roles} contains 'viewer'                            | false
            ${variable.model} startsWith 'openai/'                         | true
            ${variable.model} endsWith '-mini'                             | false
            ${variable.model} in 'openai/gpt-4o,openai/o3'                 | true
            ${variable.operation} == 'chat'                                | true
            ${variable.tags} contains 'batch'                              | true
            ${variable.tags} contains 'bat'                                | false
            ${variable.tags} !contains 'night'                             | true
            ${variable.region} == 'eu'                                     | true
            ${variable.hour} >= 22                                         | true
            ${variable.hour} == 23                                         | true
            ${variable.hour} range '9..17'                                 | false
            ${variable.weekday} == 'friday'                                | true
            ${variable.weekday} in 'saturday,sunday'                       | false
            ${variable.date} == '2026-07-03'                               | true
            ${variable.tenant} == 'ten_1' && ${variable.hour} < 22         | false
            ${variable.tenant} == 'ten_2' || ${variable.hour} > 22         | true
            """)
    void condition_overTheFacts_holdsOrNot(String condition, boolean holds) {
        assertThat(denies(denying(condition), ask(ALICE, "openai/gpt-4o", Set.of("batch"))))
                .isEqualTo(holds);
    }

    @Test
    void rules_inTheirOrder_theFirstThatFitsDecides() {
        AccessRules rules = rules(
                """
                rules:
                  - name: leads-may
                    when: "${variable.roles} contains 'team_lead'"
                    effect: allow
                  - name: no-large-models
                    when: "${variable.model} == 'large'"
                    effect: deny
                    reason: Large models are for team leads.
                """);

        assertThatThrownBy(() -> rules.admit(ask(ALICE, "large", Set.of())))
                .isInstanceOfSatisfying(SeraiException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
                    assertThat(refusal.code()).hasValue("access_denied");
                })
                .hasMessage("Large models are for team leads.");
        assertThat(rules.admit(ask(ALICE, "small", Set.of()))).isSameAs(Permit.PLAIN);
        assertThat(rules.admit(ask(Callers.user("ten_1", "", "usr_2", Role.TEAM_LEAD), "large", Set.of())))
                .isSameAs(Permit.PLAIN);
    }

    /** F8: what callers write is compared, never evaluated. */
    @Test
    void fact_thatLooksLikeAnExpression_isAText() {
        for (String hostile : List.of("${env:PATH}", "{{env:PATH}}", "$simple{env:PATH}", "#{1}", "' == '")) {
            Ask ask = ask(ALICE, hostile, Set.of(hostile));
            assertThat(denies(denying("${variable.model} contains '/'"), ask)).isFalse();
            assertThat(denies(denying("${variable.model} == ${variable.model}"), ask))
                    .isTrue();
            assertThat(denies(denying("${variable.tags} contains ${variable.model}"), ask))
                    .isTrue();
        }
    }

    @Test
    void rules_askedByManyThreads_keepApartWhatTheySee() throws Exception {
        AccessRules rules = denying("${variable.tenant} == ${variable.model}");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> asked = IntStream.range(0, 4_000)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        Caller caller = Callers.user("ten_" + i, "", "usr_1", Role.DEVELOPER);
                        boolean same = i % 2 == 0;
                        return denies(rules, ask(caller, same ? "ten_" + i : "ten_" + (i + 1), Set.of())) == same;
                    })
                    .toList();
            for (Future<Boolean> right : threads.invokeAll(asked)) {
                assertThat(right.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            rules: [{name: a, when: "${env:HOME} == 'x'", effect: deny}]                 | rules[0].when: expected a condition in simple
            rules: [{name: a, when: {groovy: "1"}, effect: deny}]                        | rules[0].when.groovy: is not known
            rules: [{name: a, when: {simple: "a", jsonpath: "b"}, effect: deny}]         | rules[0].when: expected one language
            rules: [{name: a, when: "${variable.hour} > 1", effect: perhaps}]            | rules[0].effect: expected allow or deny
            rules: [{name: a, when: "${variable.hour} > 1"}]                             | rules[0]: expected 'effect'
            rules: [{when: "${variable.hour} > 1", effect: deny}]                        | rules[0]: expected 'name'
            rules: [{name: a, effect: deny}]                                             | rules[0]: expected 'when'
            rules: [{name: a, when: "${variable.hour} > 1", effect: deny, then: x}]      | rules[0].then: is not known
            zone: Nowhere/Land                                                           | zone: expected a time zone
            rule: []                                                                     | rule: is not known
            certificates: [{subject: "CN=a", tenant: ten_1}]                             | certificates[0]: expected one of 'app' and 'user'
            certificates: [{tenant: ten_1, app: app_1}]                                  | certificates[0]: expected one of 'subject' and 'san'
            certificates: [{subject: "pay", tenant: ten_1, app: app_1}]                  | certificates[0].subject: expected a subject
            certificates: [{san: "dns:*", tenant: ten_1, app: app_1}]                    | certificates[0].san: expected a name
            certificates: [{san: "dns:a.b", app: app_1}]                                 | certificates[0]: expected 'tenant'
            certificates: [{san: "dns:a.b", tenant: t, app: a, roles: [root]}]           | certificates[0].roles[0]: expected one of platform_admin
            """)
    void file_thatIsWrong_isRefusedByFileLineAndKey(String yaml, String message) {
        assertThatThrownBy(() -> rules(yaml))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/access.yaml:1: " + message);
    }

    @Test
    void file_withTheSameNameTwice_isRefused() {
        assertThatThrownBy(
                        () -> rules(
                                """
                        rules:
                          - {name: a, when: "${variable.hour} > 1", effect: deny}
                          - {name: a, when: "${variable.hour} > 2", effect: deny}
                        """))
                .hasMessage("routes/access.yaml:3: rules[1].name: 'a' is there twice");
    }

    @Test
    void file_thatIsEmpty_allowsAll() {
        for (String empty : List.of("", "# nothing\n", "rules: []\n", "zone: UTC\n")) {
            assertThat(rules(empty).admit(ask(ALICE, "large", Set.of()))).isSameAs(Permit.PLAIN);
        }
    }

    @Test
    void certificates_areReadWithWhoseTheyAre() {
        AccessFile file = AccessFile.read(
                "access.yaml",
                """
                certificates:
                  - san: "uri:spiffe://example.com/pay/*"
                    tenant: ten_1
                    team: team_1
                    app: app_1
                    models: ["openai/*"]
                    tags: [pay]
                  - {subject: "CN=Ann,O=Acme", tenant: ten_1, user: usr_1, roles: [tenant_admin, developer]}
                """);

        assertThat(file.certificates()).hasSize(2);
        Caller pay = file.certificates().get(0).caller();
        assertThat(pay.roles()).containsExactly(Role.APPLICATION);
        assertThat(pay.principal()).isEqualTo("app:app_1");
        assertThat(pay.models()).containsExactly("openai/*");
        Caller ann = file.certificates().get(1).caller();
        assertThat(ann.principal()).isEqualTo("user:usr_1");
        assertThat(ann.roles()).containsExactlyInAnyOrder(Role.TENANT_ADMIN, Role.DEVELOPER);
    }
}
