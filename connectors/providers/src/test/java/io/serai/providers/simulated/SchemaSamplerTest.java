package io.serai.providers.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSamplerTest {

    @Property(tries = 500)
    void sample_generatedSchema_isValidAndStable(@ForAll("schemas") Map<String, Object> schema, @ForAll long seed) {
        Object sample = new SchemaSampler(schema, seed, "Paris").sample();

        assertThat(SchemaCheck.allows(schema, sample))
                .as("%s for %s", sample, schema)
                .isTrue();
        assertThat(new SchemaSampler(schema, seed, "Paris").sample()).isEqualTo(sample);
    }

    @Provide
    static Arbitrary<Map<String, Object>> schemas() {
        return schema(3);
    }

    private static Arbitrary<Map<String, Object>> schema(int depth) {
        Arbitrary<Integer> small = Arbitraries.integers().between(-20, 20);
        Arbitrary<Map<String, Object>> integers = Combinators.combine(
                        small, Arbitraries.integers().between(0, 9))
                .as((least, span) -> members("type", "integer", "minimum", least, "maximum", least + span));
        Arbitrary<Map<String, Object>> numbers = Combinators.combine(small, Arbitraries.of("0.1", "1", "7"))
                .as((least, span) -> members(
                        "type",
                        "number",
                        "exclusiveMinimum",
                        least,
                        "exclusiveMaximum",
                        new java.math.BigDecimal(span).add(java.math.BigDecimal.valueOf(least))));
        Arbitrary<Map<String, Object>> texts = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 10))
                .as((least, span) -> members("type", "string", "minLength", least, "maxLength", least + span));
        Arbitrary<Map<String, Object>> plain = Arbitraries.of(
                members("type", "boolean"),
                members("type", "null"),
                members("type", List.of("null", "integer")),
                members("enum", List.of("a", "b", 3)),
                members("const", 7),
                members("anyOf", List.of(Map.of("type", "null"), Map.of("type", "string"))),
                members("oneOf", List.of(Map.of("type", "integer"), Map.of("type", "boolean"))),
                members("type", "integer", "multipleOf", 5, "minimum", 3),
                members("allOf", List.of(Map.of("type", "integer", "minimum", 3), Map.of("minimum", 5, "maximum", 8))));
        Arbitrary<Map<String, Object>> scalars = Arbitraries.oneOf(integers, numbers, texts, plain);
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Map<String, Object>> inner = schema(depth - 1);
        Arbitrary<Map<String, Object>> arrays = Combinators.combine(
                        inner,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as((items, least, span) ->
                        members("type", "array", "items", items, "minItems", least, "maxItems", least + span));
        Arbitrary<Map<String, Object>> objects = inner.list().ofMaxSize(4).map(list -> {
            Map<String, Object> properties = new TreeMap<>();
            list.forEach(property -> properties.put("p" + properties.size(), property));
            return members(
                    "type",
                    "object",
                    "properties",
                    properties,
                    "required",
                    properties.keySet().stream().limit(2).toList(),
                    "additionalProperties",
                    false);
        });
        return Arbitraries.oneOf(scalars, arrays, objects);
    }

    @Test
    void sample_recursiveSchema_endsWithNull() throws JsonException {
        Map<String, Object> schema = json(
                """
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object",
                  "properties": {"value": {"type": "integer"}, "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}},
                  "required": ["value", "next"]}}}""");

        Object node = new SchemaSampler(schema, 1, "x").sample();
        int depth = 0;
        while (node instanceof Map<?, ?> map) {
            assertThat(map.get("value")).isInstanceOf(Long.class);
            assertThat(map.containsKey("next")).isTrue();
            node = map.get("next");
            depth++;
        }
        assertThat(node).isNull();
        assertThat(depth).isBetween(2, 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"#\"}",
                "{\"allOf\": [{\"$ref\": \"#\"}]}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}, \"b\": {\"$ref\": \"#\"}}, \"required\": [\"a\", \"b\"]}",
                "{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}, \"minItems\": 1000000000}",
                "{\"type\": \"string\", \"minLength\": 2000000000}",
                "{\"type\": \"number\", \"minimum\": 1e999999999, \"multipleOf\": 1e-999999999}",
                "{\"type\": [], \"enum\": [], \"anyOf\": [], \"required\": 7, \"properties\": []}",
                "{\"$ref\": \"\"}",
                "{\"$ref\": \"#/%zz/~9\", \"type\": 5}",
                "{\"type\": \"object\", \"minProperties\": 1000000000}",
                "{\"minimum\": 5, \"maximum\": 1, \"multipleOf\": 0}",
            })
    void sample_hostileSchema_staysBounded(String schema) throws JsonException {
        Object sample = new SchemaSampler(json(schema), 1, "x").sample();

        assertThat(Json.write(sample).length).isLessThan(1_000_000);
    }

    @Test
    void sample_uniqueItems_differ() throws JsonException {
        Map<String, Object> schema = json(
                "{\"type\": \"array\", \"minItems\": 3, \"uniqueItems\": true, \"items\": {\"enum\": [\"a\", \"b\", \"c\"]}}");

        assertThat(SchemaCheck.allows(schema, new SchemaSampler(schema, 5, "x").sample()))
                .isTrue();
    }

    @Test
    void sample_references_followPointersWithSiblings() throws JsonException {
        Map<String, Object> schema = json(
                """
                {"definitions": {"a/b": {"type": "integer", "minimum": 3}},
                 "allOf": [{"$ref": "#/definitions/a~1b"}], "maximum": 3}""");

        assertThat(new SchemaSampler(schema, 5, "x").sample()).isEqualTo(3L);
    }

    @Test
    void sample_freeText_isTheTopic() {
        assertThat(new SchemaSampler(Map.of("type", "string"), 5, "Paris").sample())
                .isEqualTo("Paris");
    }

    @Test
    void sample_negativeSeed_picksFromEnumAndBoolean() {
        assertThat(new SchemaSampler(Map.of("enum", List.of(1, 2, 3)), -7, "x").sample())
                .isIn(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "date, \\d{4}-\\d\\d-\\d\\d",
        "date-time, \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ",
        "time, \\d\\d:\\d\\d:\\d\\dZ",
        "email, \\S+@\\S+",
        "uuid, [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "ipv4, 192[.]0[.]2[.]\\d+",
        "uri, https://.+",
    })
    void sample_format_isRespected(String format, String pattern) {
        assertThat((String) new SchemaSampler(Map.of("type", "string", "format", format), 5, "x").sample())
                .matches(pattern);
    }

    private static Map<String, Object> json(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> members(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
