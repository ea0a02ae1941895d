package io.serai.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcedListTest {

    private static final String LONG = "Long roads, late guests. ".repeat(100);

    /** Spelt as no writer of ours spells: spaces, needless escapes, an exponent. */
    private static final String MESSAGES = "[ {\"role\" : \"user\", \"content\":[{\"type\":\"text\",\"text\":\"\\u0041"
            + LONG + "\"}], \"n\":1e2, \"none\" : null},  {\"role\":\"tool\",\"big\":123456789012,\"yes\":true} ]";

    @Test
    void array_largeAndUntouched_isCopiedAsItWasSpelt() throws JsonException {
        Map<String, Object> request = read("{\"model\":\"a\",\"messages\":" + MESSAGES + ", \"n\" : 1}");
        request.put("model", "b");

        assertThat(written(request)).isEqualTo("{\"model\":\"b\",\"messages\":" + MESSAGES + ",\"n\":1}");
    }

    @Test
    void array_inAnotherMap_isCopiedAsWell() throws JsonException {
        Map<String, Object> request = read("{\"messages\":" + MESSAGES + "}");

        assertThat(written(new LinkedHashMap<>(Map.of("input", request.get("messages")))))
                .isEqualTo("{\"input\":" + MESSAGES + "}");
    }

    @Test
    void arrays_severalAfterAByteOrderMark_areEachCopied() throws JsonException {
        String text = "{\"é\" : " + MESSAGES + ",\"tools\" :" + MESSAGES + "}";

        assertThat(written(read("\uFEFF" + text))).isEqualTo("{\"é\":" + MESSAGES + ",\"tools\":" + MESSAGES + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ 1 ]", "[ ]"})
    void array_small_isWrittenAnew(String array) throws JsonException {
        assertThat(written(read("{\"text\":\"" + LONG + "\",\"list\":" + array + "}")))
                .endsWith(",\"list\":" + array.replace(" ", "") + "}");
    }

    @Test
    void array_ofTooManyParts_isWrittenAnew() throws JsonException {
        String tokens = "1, ".repeat(40_000);

        assertThat(written(read("{\"input\":[" + tokens + "1]}")))
                .isEqualTo("{\"input\":[" + tokens.replace(" ", "") + "1]}");
    }

    @Test
    void array_inAFrame_isWrittenOnOneLine() throws JsonException {
        Map<String, Object> answer = read("{\"choices\":[\n\"" + LONG + "\"\n]}");

        assertThat(new String(
                        Json.write("data: ".getBytes(StandardCharsets.UTF_8), answer, new byte[0]),
                        StandardCharsets.UTF_8))
                .isEqualTo("data: {\"choices\":[\"" + LONG + "\"]}");
    }

    @Test
    void array_ofAPartOfTheBytes_isWrittenAnew() throws JsonException {
        byte[] bytes = ("  {\"messages\":" + MESSAGES + "}").getBytes(StandardCharsets.UTF_8);
        Map<String, Object> request = Json.standard().readObject(bytes, 1, bytes.length - 1);

        assertThat(written(request)).doesNotContain("  ");
    }

    @Test
    void array_thatTravelled_isWrittenAnew() throws Exception {
        Map<String, Object> request = read("{\"messages\":" + MESSAGES + "}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object travelled = in.readObject();
            assertThat(travelled).isEqualTo(request);
            assertThat(read(new String(Json.write(travelled), StandardCharsets.UTF_8)))
                    .isEqualTo(request);
        }
    }

    /** Something that a route may do to the first message. */
    private record Change(String name, Consumer<List<Object>> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("another leaf", messages -> first(messages).put("role", "system")),
                new Change("an equal leaf", messages -> first(messages).put("role", new String("user"))),
                new Change("a leaf more", messages -> first(messages).put("name", "x")),
                new Change("a leaf less", messages -> first(messages).remove("none")),
                new Change("null for a leaf", messages -> first(messages).put("role", null)),
                new Change("another order", messages -> {
                    Object role = first(messages).remove("role");
                    first(messages).put("role", role);
                }),
                new Change("another name", messages -> {
                    Object none = first(messages).remove("none");
                    first(messages).put("nothing", none);
                }),
                new Change("a text for a list", messages -> first(messages).put("content", "short")),
                new Change("a map for a list", messages -> first(messages).put("content", Map.of())),
                new Change("a leaf for a message", messages -> messages.set(1, "x")),
                new Change("no messages", List::clear),
                new Change("a message more", messages -> messages.add(Map.of())),
                new Change("a message twice", messages -> messages.set(1, messages.get(0))),
                new Change("messages turned round", Collections::reverse));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void array_changedAnywhere_isWrittenAsItIsNow(Change row) throws JsonException {
        Map<String, Object> request = read("{\"messages\":" + MESSAGES + "}");
        List<Object> messages = list(request.get("messages"));
        row.change().accept(messages);
        Map<String, Object> now = read(written(Map.of("messages", new ArrayList<>(messages))));

        String written = written(request);
        assertThat(read(written)).isEqualTo(now);
        assertThat(written).doesNotContain("\"role\" :");
    }

    @Property(tries = 1000)
    void tree_changedAtRandom_isWrittenAsItIsNow(@ForAll("arrays") List<Object> array, @ForAll long seed)
            throws JsonException {
        String text = "{ \"a\" : " + written(array) + " }";
        Map<String, Object> request = read(text);
        assertThat(written(request)).isEqualTo("{\"a\":" + text.substring(8, text.length() - 2) + "}");

        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            change(request.get("a"), random);
            Object plain = plain(request);
            assertThat(read(written(request))).isEqualTo(plain);
        }
    }

    @Provide
    Arbitrary<List<Object>> arrays() {
        return tree(3).list().ofMinSize(1).ofMaxSize(4).map(parts -> {
            List<Object> array = new ArrayList<>(parts);
            array.add(LONG);
            return array;
        });
    }

    private static Arbitrary<Object> tree(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(3).map(text -> (Object) text),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.of(true, false).map(bool -> (Object) bool));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Object> inner = tree(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(3).map(list -> (Object) new ArrayList<>(list)),
                Arbitraries.maps(Arbitraries.strings().alpha().ofLength(2), inner)
                        .ofMaxSize(3)
                        .map(map -> (Object) new LinkedHashMap<>(map)));
    }

    /** Goes down to some place and changes it, or by chance puts back what was there. */
    @SuppressWarnings("unchecked")
    private static void change(Object node, Random random) {
        if (node instanceof List<?> list) {
            List<Object> elements = (List<Object>) list;
            if (elements.isEmpty() || random.nextInt(4) == 0) {
                elements.add(random.nextInt(elements.size() + 1), random.nextInt(100));
                return;
            }
            int at = random.nextInt(elements.size());
            if (random.nextInt(5) == 0) {
                elements.remove(at);
            } else if (isLeaf(elements.get(at))) {
                elements.set(at, leaf(elements.get(at), random));
            } else {
                change(elements.get(at), random);
            }
        } else if (node instanceof Map<?, ?> map) {
            Map<String, Object> members = (Map<String, Object>) map;
            if (members.isEmpty() || random.nextInt(4) == 0) {
                members.put("new" + random.nextInt(3), random.nextInt(100));
                return;
            }
            String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
            if (random.nextInt(5) == 0) {
                Object value = members.remove(name);
                members.put(random.nextBoolean() ? name : name + "x", value);
            } else if (isLeaf(members.get(name))) {
                members.put(name, leaf(members.get(name), random));
            } else {
                change(members.get(name), random);
            }
        }
    }

    private static Object leaf(Object old, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> old;
            case 1 -> new ArrayList<>(List.of(old));
            case 2 -> "text";
            default -> new LinkedHashMap<>(Map.of("k", old));
        };
    }

    private static boolean isLeaf(Object value) {
        return !(value instanceof Map) && !(value instanceof List);
    }

    /** The same tree, which nothing was ever read into. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(name, plain(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(List<Object> messages) {
        return (Map<String, Object>) messages.get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Map<String, Object> read(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
