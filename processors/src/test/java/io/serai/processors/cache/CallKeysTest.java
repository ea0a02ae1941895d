package io.serai.processors.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.standing.AnswerForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** F66: each field of a request is part of the key but for those that say how an answer comes; order, blanks and spelling are not. */
class CallKeysTest {

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private static final String REQUEST =
            """
            {"model": "fast", "temperature": 0.5, "top_p": 1, "seed": 7, "n": 1, "max_tokens": 100, "stop": ["a", "b"],
             "user": "u", "logit_bias": {"50256": -100}, "response_format": {"type": "json_schema", "json_schema":
             {"name": "s", "strict": true, "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}},
             "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {}}}],
             "tool_choice": "auto", "reasoning_effort": "low", "extra": null, "messages": [
             {"role": "system", "content": "Be brief."},
             {"role": "user", "content": [{"type": "text", "text": "What is it?"},
             {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}]},
             {"role": "assistant", "content": null, "tool_calls": [{"id": "c", "type": "function",
             "function": {"name": "f", "arguments": "{}"}}]},
             {"role": "tool", "tool_call_id": "c", "content": "12"}]}
            """;

    private final CallKeys keys = new CallKeys("v1", Set.of(), List.of());

    private static Map<String, Object> read(String json) {
        try {
            return Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static AskedCall call(Map<String, Object> request) {
        return call(request, Operation.CHAT, "fast", Map.of());
    }

    private static AskedCall call(
            Map<String, Object> request, Operation operation, String model, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(CAMEL);
        headers.forEach(exchange.getMessage()::setHeader);
        return new AskedCall(exchange, request, operation, model, AnswerForm.WHOLE);
    }

    private String key(Map<String, Object> request) {
        return keys.of("ten_1/", call(request)).digest();
    }

    @Property(tries = 100)
    void key_ofARequestWithOneValueChanged_isAnother_F66(@ForAll Random random) {
        Map<String, Object> changed = read(REQUEST);
        List<Runnable> flips = new ArrayList<>();
        collect(changed, flips);
        flips.get(random.nextInt(flips.size())).run();

        assertThat(key(changed)).isNotEqualTo(key(read(REQUEST)));
    }

    @Test
    void key_ofARequestWithAnyOneValueChanged_isAnother_F66() {
        List<Runnable> count = new ArrayList<>();
        collect(read(REQUEST), count);
        List<String> seen = new ArrayList<>(List.of(key(read(REQUEST))));
        for (int i = 0; i < count.size(); i++) {
            Map<String, Object> changed = read(REQUEST);
            List<Runnable> flips = new ArrayList<>();
            collect(changed, flips);
            flips.get(i).run();
            seen.add(key(changed));
        }

        assertThat(count).hasSizeGreaterThan(80);
        assertThat(seen).doesNotHaveDuplicates();
    }

    /** All single changes: of each leaf, by removal and by addition of a member or an element. */
    @SuppressWarnings("unchecked")
    private static void collect(Object node, List<Runnable> flips) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> members = (Map<String, Object>) map;
            flips.add(() -> members.put("added", 1));
            for (String name : List.copyOf(members.keySet())) {
                flips.add(() -> members.remove(name));
                Object value = members.get(name);
                if (value instanceof Map || value instanceof List) {
                    collect(value, flips);
                } else {
                    flips.add(() -> members.put(name, flipped(value)));
                }
            }
        } else if (node instanceof List<?> list) {
            List<Object> elements = (List<Object>) list;
            flips.add(() -> elements.add("added"));
            for (int i = 0; i < elements.size(); i++) {
                int at = i;
                if (elements.get(i) instanceof Map || elements.get(i) instanceof List) {
                    collect(elements.get(i), flips);
                } else {
                    flips.add(() -> elements.set(at, flipped(elements.get(at))));
                }
            }
        }
    }

    private static Object flipped(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).add(new BigDecimal("0.001"));
        }
        return value instanceof Boolean bool ? !bool : value + "'";
    }

    @Property(tries = 50)
    void key_ofTheSameInAnotherOrderAndSpelling_isTheSame_F66(@ForAll Random random) {
        Map<String, Object> shuffled = shuffled(read(REQUEST), random);
        shuffled.put("temperature", random.nextBoolean() ? 0.5 : new BigDecimal("0.5000"));
        shuffled.put("top_p", random.nextBoolean() ? 1.0 : new BigDecimal("10e-1"));
        shuffled.put("stream", random.nextBoolean());
        shuffled.put("stream_options", Map.of("include_usage", random.nextBoolean()));
        shuffled.put("prompt_cache_key", "any");

        assertThat(key(shuffled)).isEqualTo(key(respaced()));
    }

    /** With other blanks between the tokens, the same within the texts. */
    private static Map<String, Object> respaced() {
        return read(REQUEST.replace("\", \"", "\",\t\n\""));
    }

    @SuppressWarnings("unchecked")
    private static <T> T shuffled(T node, Random random) {
        if (node instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            Map<String, Object> other = new LinkedHashMap<>();
            entries.forEach(entry -> other.put((String) entry.getKey(), shuffled((Object) entry.getValue(), random)));
            return (T) other;
        }
        if (node instanceof List<?> list) {
            List<Object> other = new ArrayList<>();
            list.forEach(element -> other.add(shuffled((Object) element, random)));
            return (T) other;
        }
        return node;
    }

    @Provide
    Arbitrary<Object> trees() {
        return tree(3);
    }

    private static Arbitrary<Object> tree(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3).map(text -> (Object) text),
                Arbitraries.strings().ofMinLength(90).ofMaxLength(110).map(text -> (Object) text),
                Arbitraries.bigDecimals().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false).map(bool -> (Object) bool));
        if (depth == 0) {
            return leaf;
        }
        return Arbitraries.oneOf(
                leaf,
                tree(depth - 1).list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), tree(depth - 1))
                        .ofMaxSize(4)
                        .map(map -> (Object) map));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void digest_isEqual_onlyForEqualTrees(@ForAll("trees") Object one, @ForAll("trees") Object other) {
        boolean equal = plain(one).equals(plain(other));

        assertThat(digest(one).equals(digest(other))).isEqualTo(equal);
        assertThat(digest(one)).isEqualTo(digest(one)).hasSize(64);
    }

    /** With numbers in one form, so that {@code equals} compares values. */
    private static Object plain(Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> other = new LinkedHashMap<>();
            map.forEach((name, value) -> other.put((String) name, plain(value)));
            return other;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(CallKeysTest::plain).toList();
        }
        return node instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : node;
    }

    private static String digest(Object tree) {
        return RequestDigest.begin().add(tree).hex();
    }

    @Test
    void digest_ofNumbersAtTheEdges_goesByTheirValue() {
        assertThat(digest(1)).isEqualTo(digest(1L)).isEqualTo(digest(1.0)).isEqualTo(digest(new BigDecimal("1e0")));
        assertThat(digest(0)).isEqualTo(digest(new BigDecimal("0.00")));
        assertThat(digest(Long.MIN_VALUE)).isEqualTo(digest(new BigDecimal(Long.MIN_VALUE)));
        assertThat(digest(new BigDecimal("9223372036854775808")))
                .isNotEqualTo(digest(Long.MIN_VALUE))
                .isEqualTo(digest(new BigInteger("9223372036854775808")));
        assertThat(digest(new BigDecimal("1e999999"))).isNotEqualTo(digest(new BigDecimal("1e999998")));
        assertThat(digest("1")).isNotEqualTo(digest(1));
        assertThat(digest(new float[] {1, 2})).isEqualTo(digest(List.of(1, 2)));
        assertThat(digest(Map.of(1, "a"))).isEqualTo(digest(Map.of("1", "a"))).isNotEqualTo(digest(Map.of("1", "b")));
    }

    @Test
    void digest_thatWasGivenUp_leavesNothingBehind() {
        String known = digest("a");
        RequestDigest.begin().add("given up");

        assertThat(digest("a")).isEqualTo(known);
    }

    @Test
    void key_namesModelVersionOperationAndHeaders_F66() {
        Map<String, Object> request = read(REQUEST);
        List<String> all = new ArrayList<>();
        all.add(key(request));
        all.add(new CallKeys("v2", Set.of(), List.of())
                .of("ten_1/", call(request))
                .digest());
        all.add(keys.of("ten_1/", call(request, Operation.CHAT, "other", Map.of()))
                .digest());
        all.add(keys.of("ten_1/", call(request, Operation.RERANK, "fast", Map.of()))
                .digest());
        for (String header : List.of(
                CallNames.TAGS, CallNames.REGION, "x-serai-no-fallback", "x-serai-strict", "x-serai-cache-key")) {
            all.add(keys.of("ten_1/", call(request, Operation.CHAT, "fast", Map.of(header, "x")))
                    .digest());
        }

        assertThat(all).doesNotHaveDuplicates();
        assertThat(keys.of(
                                "ten_1/",
                                call(
                                        request,
                                        Operation.CHAT,
                                        "fast",
                                        Map.of("x-serai-trace", "on", "x-request-id", "1")))
                        .digest())
                .isEqualTo(all.get(0));
    }

    @Test
    void key_withMembersIgnored_goesByTheOthers() {
        CallKeys lax = new CallKeys("v1", Set.of("user"), List.of());
        Map<String, Object> other = read(REQUEST);
        other.put("user", "another");

        assertThat(lax.of("a/", call(other))).isEqualTo(lax.of("a/", call(read(REQUEST))));
    }

    @Test
    void question_isTheLastTextOfTheUser_andItsSettingAllElse() {
        Map<String, Object> one = CacheLab.request("What is a caravanserai?");
        Map<String, Object> other = CacheLab.request("What's a caravanserai?");
        Map<String, Object> hotter = CacheLab.request("What is a caravanserai?");
        hotter.put("temperature", 0.1);

        Lookalikes.Question question = keys.question("a/", call(one)).orElseThrow();
        assertThat(question.text()).isEqualTo("What is a caravanserai?");
        assertThat(keys.question("a/", call(other)).orElseThrow().setting()).isEqualTo(question.setting());
        assertThat(keys.question("a/", call(hotter)).orElseThrow().setting()).isNotEqualTo(question.setting());
        assertThat(keys.question("a/", call(read(REQUEST)))).isEmpty();
        Map<String, Object> pictured = read(REQUEST);
        messages(pictured).add(Map.of("role", "user", "content", "And this?"));
        assertThat(keys.question("a/", call(pictured))).isEmpty();
        assertThat(keys.question("a/", call(Map.of("messages", List.of(Map.of("role", "assistant", "content", "x"))))))
                .isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> messages(Map<String, Object> request) {
        return (List<Object>) request.get("messages");
    }

    /** The same, in words alone: a system prompt, tools, an earlier turn, and a question after them. */
    private static Map<String, Object> texts() {
        Map<String, Object> request = read(REQUEST);
        ((Map<?, ?>) messages(request).get(1)).remove("content");
        messages(request).add(new LinkedHashMap<>(Map.of("role", "user", "content", "And this?")));
        return request;
    }

    @Test
    void question_whoseSurroundingsDifferInAnyOneValue_isOfAnotherSetting_F66() {
        Lookalikes.Question question = keys.question("a/", call(texts())).orElseThrow();
        List<Runnable> count = new ArrayList<>();
        collect(texts(), count);
        int sameSetting = 0;
        for (int i = 0; i < count.size(); i++) {
            Map<String, Object> changed = texts();
            List<Runnable> flips = new ArrayList<>();
            collect(changed, flips);
            flips.get(i).run();
            Optional<Lookalikes.Question> other = keys.question("a/", call(changed));
            if (other.isPresent() && other.get().setting().equals(question.setting())) {
                assertThat(other.get().text()).isEqualTo("And this?'");
                sameSetting++;
            }
        }

        assertThat(count).hasSizeGreaterThan(70);
        assertThat(sameSetting).as("the last text alone is no part of it").isEqualTo(1);
    }
}
