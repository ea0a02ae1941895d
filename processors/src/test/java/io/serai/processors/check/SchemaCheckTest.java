package io.serai.processors.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and tool calls against schemas, those of strangers among them. */
class SchemaCheckTest {

    private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());
    private static final String PERSON =
            """
            {'type': 'object', 'required': ['name'], 'additionalProperties': false,
             'properties': {'name': {'type': 'string', 'minLength': 1, 'pattern': '^[A-Z]'},
                            'age': {'type': 'integer', 'minimum': 0},
                            'tags': {'type': 'array', 'items': {'enum': ['a', 'b']}, 'uniqueItems': true},
                            'boss': {'$ref': '#'},
                            'home': {'anyOf': [{'type': 'null'}, {'$ref': '#/$defs/place'}]}},
             '$defs': {'place': {'type': 'object', 'properties': {'zip': {'const': 1}}, 'required': ['zip']}}}
            """;

    private static Verdict verdict(Check check, Map<String, Object> request, Map<String, Object> answer) {
        return check.verdict(new Draft(request, answer), EXCHANGE);
    }

    private static SchemaCheck of(String schema) {
        SchemaCheck check = new SchemaCheck();
        check.setSchema(schema.replace('\'', '"'));
        return check;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    {'name': 'Ann'}                                            |
                    {'name': 'Ann', 'age': 7}                                  |
                    {'name': 'Ann', 'age': 7.0}                                |
                    {'name': 'Ann', 'tags': ['a', 'b'], 'home': {'zip': 1}}    |
                    {'name': 'Ann', 'home': null}                              |
                    {'name': 'Ann', 'boss': {'name': 'Bob'}}                   |
                    {'age': 7}                                                 | #/required
                    {'name': 'ann'}                                            | #/properties/name/pattern
                    {'name': ''}                                               | #/properties/name/
                    {'name': 1}                                                | #/properties/name/type
                    {'name': 'Ann', 'age': 7.5}                                | #/properties/age/type
                    {'name': 'Ann', 'age': -1}                                 | #/properties/age/minimum
                    {'name': 'Ann', 'tags': ['a', 'a']}                        | #/properties/tags/uniqueItems
                    {'name': 'Ann', 'tags': ['c']}                             | #/properties/tags/items/enum
                    {'name': 'Ann', 'boss': {'name': 'bob'}}                   | #/properties/name/pattern
                    {'name': 'Ann', 'home': {'zip': 2}}                        | #/
                    {'name': 'Ann', 'secret': 1}                               | #/additionalProperties
                    [1]                                                        | #/type
                    {'name': 'Ann', 'name': 'Bob'}                             | expected JSON
                    ```json {'name': 'Ann'} ```                                | expected JSON
                    Ann                                                        | expected JSON
                    """)
    void text_againstASchema_fitsOrTheBrokenPartIsNamed(String text, String fault) {
        Verdict verdict = verdict(of(PERSON), Map.of(), Said.text(text.replace('\'', '"')));

        if (fault == null) {
            assertThat(verdict).isEqualTo(Verdict.PASSED);
        } else {
            assertThat(verdict.fault().orElse("passed"))
                    .contains(fault)
                    .doesNotContain("Ann")
                    .doesNotContain("bob")
                    .doesNotContain("secret");
        }
    }

    @Test
    void text_withoutASchemaOfTheChecksOwn_hasToBeWhatTheRequestWants() {
        SchemaCheck check = new SchemaCheck();
        Map<String, Object> schema =
                Said.json("{'response_format': {'type': 'json_schema', 'json_schema': {'name': 'n', 'schema': {'type':"
                        + " 'array'}}}}");
        Map<String, Object> object = Said.json("{'response_format': {'type': 'json_object'}}");

        assertThat(verdict(check, schema, Said.text("[1]")).passed()).isTrue();
        assertThat(verdict(check, schema, Said.text("{}")).passed()).isFalse();
        assertThat(verdict(check, object, Said.text("{}")).passed()).isTrue();
        assertThat(verdict(check, object, Said.text("[1]")))
                .isEqualTo(Verdict.failed("expected a JSON object, found an array"));
        assertThat(verdict(check, Map.of(), Said.text("anything")).passed()).isTrue();
        assertThat(verdict(check, schema, Said.calls("f", "{}")).passed())
                .as("a tool call is an answer")
                .isTrue();
    }

    @Test
    void schema_inAFile_isRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("s.json"), "{\"type\": \"array\"}");
        SchemaCheck check = new SchemaCheck();
        check.setSchema("resource:file:" + file);
        check.setCamelContext(EXCHANGE.getContext());

        assertThat(verdict(check, Map.of(), Said.text("[]")).passed()).isTrue();
        assertThat(verdict(check, Map.of(), Said.text("1")).passed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    {'$ref': 'http://127.0.0.1:1/never'}
                    {'$ref': 'file:/etc/hostname'}
                    {'$ref': 'classpath:log4j2.properties'}
                    {'$ref': '#/$defs/none'}
                    {'$ref': '#'}
                    {'allOf': [{'$ref': '#'}]}
                    {'pattern': '(?=look)ahead'}
                    {'type': 'nonsense'}
                    """)
    void schema_ofAStranger_thatCantBeEvaluated_failsTheAnswer(String schema) {
        Map<String, Object> request = Map.of(
                "response_format",
                Map.of("type", "json_schema", "json_schema", Map.of("name", "n", "schema", Said.json(schema))));

        assertThat(verdict(new SchemaCheck(), request, Said.text("\"abc\"")).passed())
                .isFalse();
    }

    @Test
    void schema_ofAnOlderDraft_isUnderstoodButForItsFormats() {
        SchemaCheck check =
                of("{'$schema': 'http://json-schema.org/draft-07/schema#', 'items': [{'type': 'string', 'format':"
                        + " 'email'}]}");

        assertThat(verdict(check, Map.of(), Said.text("[\"no address\"]")).passed())
                .isTrue();
        assertThat(verdict(check, Map.of(), Said.text("[1]")).passed()).isFalse();
    }

    @Test
    void schema_ofAStranger_thatDoublesTheWorkWithEachLevel_endsSoon() {
        String depth = "{'x':".repeat(60) + "1" + "}".repeat(60);
        String schema = "{'allOf': [{'properties': {'x': {'$ref': '#'}}}, {'properties': {'x': {'$ref': '#'}}}]}";
        Map<String, Object> request = Map.of(
                "response_format",
                Map.of("type", "json_schema", "json_schema", Map.of("name", "n", "schema", Said.json(schema))));

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(
                        verdict(new SchemaCheck(), request, Said.text(depth.replace('\'', '"'))))
                .isEqualTo(Verdict.failed("it does not satisfy the schema at #, which takes too long to evaluate")));
    }

    @Test
    void schema_ofTheOperators_thatIsNone_failsTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("[1]"));
        assertThatIllegalArgumentException().isThrownBy(() -> of("{'pattern': '('}"));
    }

    private static final Map<String, Object> TOOLS = Said.json(
            """
            {'tools': [
              {'type': 'function', 'function': {'name': 'weather', 'parameters':
                {'type': 'object', 'properties': {'city': {'type': 'string'}}, 'required': ['city']}}},
              {'type': 'function', 'function': {'name': 'time'}}]}
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
                    weather | {'city': 'Rome'} | auto     |
                    weather | {'city': 1}      | auto     | do not satisfy their schema at #/properties/city/type
                    weather |                  | auto     | do not satisfy their schema at #/required
                    weather | {'city':         | auto     | are no JSON object
                    weather | ['Rome']         | auto     | are no JSON object
                    time    |                  | auto     |
                    time    | {'any': 1}       | required |
                    moon    | {}               | auto     | it calls a tool that was not offered
                    time    | {}               | none     | expected no tool call, found 1
                    """)
    void toolCall_againstTheRequest_isAllowedOrNot(String name, String arguments, String choice, String fault) {
        Map<String, Object> request = new LinkedHashMap<>(TOOLS);
        request.put("tool_choice", choice);

        Verdict verdict = verdict(
                new ToolCallCheck(), request, Said.calls(name, arguments == null ? "" : arguments.replace('\'', '"')));

        if (fault == null) {
            assertThat(verdict).isEqualTo(Verdict.PASSED);
        } else {
            assertThat(verdict.toString()).contains(fault);
        }
    }

    @Test
    void toolCalls_asManyAsWanted_pass() {
        ToolCallCheck check = new ToolCallCheck();
        Map<String, Object> one = new LinkedHashMap<>(TOOLS);
        one.put("parallel_tool_calls", false);
        Map<String, Object> named = new LinkedHashMap<>(TOOLS);
        named.put("tool_choice", Said.json("{'type': 'function', 'function': {'name': 'time'}}"));
        Map<String, Object> two = Said.calls("time", "{}", "weather", "{\"city\": \"Rome\"}");

        assertThat(verdict(check, TOOLS, two).passed()).isTrue();
        assertThat(verdict(check, one, two).passed()).isFalse();
        assertThat(verdict(check, named, two).passed()).isFalse();
        assertThat(verdict(check, named, Said.calls("time", "{}")).passed()).isTrue();
        assertThat(verdict(check, named, Said.text("Noon.")).passed()).isFalse();
        assertThat(verdict(check, TOOLS, Said.text("Noon.")).passed()).isTrue();
        assertThat(verdict(check, Collections.emptyMap(), Said.text("Noon.")).passed())
                .isTrue();
    }
}
