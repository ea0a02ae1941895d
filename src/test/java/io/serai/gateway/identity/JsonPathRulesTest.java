package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.processors.identity.access.AccessFile;
import io.serai.processors.identity.access.AccessRules;
import io.serai.processors.yaml.YamlException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules whose conditions are in JSONPath. */
class JsonPathRulesTest {

    private static final InstantSource NIGHT = InstantSource.fixed(Instant.parse("2026-07-03T23:30:00Z"));

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

    private static AccessRules denying(String path) {
        String yaml = "rules:\n  - name: it\n    when: {jsonpath: \""
                + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}\n    effect: deny\n";
        return AccessRules.of(AccessFile.read("access.yaml", yaml), camel, NIGHT);
    }

    private static Ask ask(String model) {
        Caller caller = new Caller(
                "ten_1", "", "app_1", "key_1", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());
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
        return new Ask(caller, "req_1", card, Operation.CHAT, Set.of("batch", "night"), "", Turn.FIRST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            textBlock =
                    """
            $.tags[?(@ == 'batch')] | true
            $.tags[?(@ == 'day')] | false
            $[?(@.model == 'openai/gpt-4o')] | true
            $[?(@.model == 'openai/o3')] | false
            $[?(@.hour >= 22 && @.tenant == 'ten_1')] | true
            $[?(@.hour < 22)] | false
            $[?(@.weekday in ['saturday','sunday'])] | false
            $[?(@.weekday in ['friday'])] | true
            $.roles[?(@ == 'application')] | true
            $.secret | false
            """)
    void condition_overTheFacts_holdsOrNot(String path, boolean holds) {
        AccessRules rules = denying(path);
        for (int i = 0; i < 2; i++) {
            SeraiException refusal =
                    catchThrowableOfType(SeraiException.class, () -> rules.admit(ask("openai/gpt-4o")));
            assertThat(refusal != null).isEqualTo(holds);
        }
    }

    /** F8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[",
                "$.tags[?(",
                "tags",
                "$.x ${env:HOME}",
                "$[?(@.model == '{{env:HOME}}')]",
                "$[?(@.model =~ /(a+)+b/)]",
                "$simple{env:HOME}"
            })
    void condition_thatIsNoneOrReachesFarther_isRefusedByItsLine(String path) {
        assertThatThrownBy(() -> denying(path))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("access.yaml:3: rules[0].when.jsonpath: expected a condition in jsonpath");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:PATH}", "{{env:PATH}}", "$.tags", "$simple{env:PATH}"})
    void fact_thatLooksLikeAnExpression_isAText(String model) {
        assertThat(catchThrowableOfType(SeraiException.class, () -> denying("$[?(@.model == 'x')]")
                        .admit(ask(model))))
                .isNull();
    }
}
