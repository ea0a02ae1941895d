package io.serai.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderMapTest {

    @Test
    void name_inAnotherLetterCase_isTheSame() {
        HeaderMap headers = new HeaderMap();
        headers.put("Content-Type", "a");

        assertThat(headers.put("content-type", "b")).isEqualTo("a");
        assertThat(headers).hasSize(1).containsKey("CONTENT-TYPE").containsOnlyKeys("Content-Type");
        assertThat(headers.remove("CONTENT-TYPE")).isEqualTo("b");
        assertThat(headers).isEmpty();
    }

    @Test
    void value_null_isKept() {
        HeaderMap headers = new HeaderMap();
        headers.put("a", null);
        assertThat(headers).hasSize(1).containsKey("A");
    }

    @Test
    void names_thatAreNone_areNotFound() {
        HeaderMap headers = new HeaderMap();
        headers.put("a", 1);
        assertThat(headers.get(null)).isNull();
        assertThat(headers.containsKey(1)).isFalse();
        assertThat(headers.remove(1)).isNull();
    }

    @Test
    void copy_isAnother() {
        HeaderMapFactory factory = new HeaderMapFactory();
        Map<String, Object> headers = factory.newMap(Map.of("a", 1));
        Map<String, Object> copy = factory.newMap(headers);
        copy.put("A", 2);
        copy.put("b", 3);
        assertThat(headers).isEqualTo(Map.of("a", 1));
        assertThat(copy).isEqualTo(Map.of("a", 2, "b", 3));
        assertThat(factory.isInstanceOf(copy)).isTrue();
    }

    @Test
    void iterator_changesTheMap() {
        HeaderMap headers = new HeaderMap();
        List.of("a", "b", "c", "d").forEach(name -> headers.put(name, name));

        Iterator<Map.Entry<String, Object>> entries = headers.entrySet().iterator();
        assertThatThrownBy(entries::remove).isInstanceOf(IllegalStateException.class);
        entries.next();
        entries.next().setValue("changed");
        entries.next();
        entries.remove();
        assertThat(entries.next().getKey()).isEqualTo("d");
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
        assertThat(headers).isEqualTo(Map.of("a", "a", "b", "changed", "d", "d"));
    }

    @Test
    void headers_thatTravelled_areTheSame() throws Exception {
        HeaderMap headers = new HeaderMap();
        headers.put("A", "x");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(headers);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat((HeaderMap) in.readObject()).isEqualTo(headers).containsKey("a");
        }
    }

    /** Against what Camel has: few names that often meet, and so many that they move to a tree. */
    @ParameterizedTest
    @ValueSource(ints = {3, 12, 30, 40, 200})
    void anything_done_endsAsInATree(int names) {
        Random random = new Random(names);
        HeaderMap headers = new HeaderMap();
        Map<String, Object> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < 20_000; i++) {
            String name = (random.nextBoolean() ? "name" : "NAME") + random.nextInt(names);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> assertThat(headers.put(name, i)).isEqualTo(expected.put(name, i));
                case 3 -> assertThat(headers.get(name)).isEqualTo(expected.get(name));
                case 4 -> assertThat(headers.remove(name)).isEqualTo(expected.remove(name));
                case 5 -> assertThat(headers.containsKey(name)).isEqualTo(expected.containsKey(name));
                case 6 ->
                    assertThat(headers.keySet().removeIf(other -> other.endsWith("7")))
                            .isEqualTo(expected.keySet().removeIf(other -> other.endsWith("7")));
                default -> {
                    if (random.nextInt(200) == 0) {
                        headers.clear();
                        expected.clear();
                    }
                }
            }
            assertThat(headers).hasSameSizeAs(expected);
        }
        assertThat(headers).isEqualTo(expected);
    }
}
