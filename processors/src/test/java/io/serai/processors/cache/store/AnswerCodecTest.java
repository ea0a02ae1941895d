package io.serai.processors.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerCodecTest {

    private final AnswerCodec codec = new AnswerCodec();

    private Map<String, Object> again(Map<String, Object> answer) {
        return codec.unpack(codec.pack(answer)).orElseThrow();
    }

    @Test
    void unpack_unknownMembersAndForms_areAsTheyWere() throws JsonException {
        String json =
                "{\"id\":\"a\",\"choices\":[],\"x_new\":{\"deep\":[1,2.50,1E+3,-0.0,12345678901234567890,null,true]},"
                        + "\"text\":\"ü \\\" \\u0001 𝄞\"}";
        Map<String, Object> answer = Json.standard().readObject(json.getBytes(UTF_8));

        Map<String, Object> read = again(answer);

        assertThat(read).isEqualTo(answer);
        assertThat(read.keySet()).containsExactly("id", "choices", "x_new", "text");
        assertThat(new String(Json.write(read), UTF_8)).isEqualTo(new String(Json.write(answer), UTF_8));
    }

    @Test
    void unpack_vectors_areFloatsOfTheSameBits() {
        float[] vector = {1.5f, -0.0f, Float.MIN_VALUE, 3.1415927f};
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", new ArrayList<>(List.of(Map.of("index", 0, "embedding", vector))));
        answer.put("note", "#not a vector");
        answer.put("other", "##nor this");

        Map<String, Object> read = again(answer);

        Map<?, ?> element = (Map<?, ?>) ((List<?>) read.get("data")).get(0);
        assertThat(element.get("embedding")).isEqualTo(vector);
        assertThat(read).containsEntry("note", "#not a vector").containsEntry("other", "##nor this");
    }

    @Test
    void pack_leavesTheAnswerAsItIs() {
        float[] vector = {1f};
        Map<String, Object> answer = Map.of("embedding", vector);

        codec.pack(answer);

        assertThat(answer.get("embedding")).isSameAs(vector);
    }

    @Test
    void pack_repeatedWords_isSmallerThanJson() {
        Map<String, Object> answer = Answers.chat("the inn stands where the roads meet ".repeat(50));

        assertThat(codec.pack(answer).length).isLessThan(Json.write(answer).length / 4);
    }

    @Test
    void pack_tooSmallToCompress_isHardlyLarger() {
        assertThat(codec.pack(Map.of("a", 1))).hasSize(5 + 7);
    }

    @Test
    void unpack_anyByteDamaged_neverFails() {
        byte[] packed = codec.pack(Answers.chat("hello ".repeat(20)));
        for (int i = 0; i < packed.length; i++) {
            byte[] damaged = packed.clone();
            damaged[i] ^= (byte) 0xff;

            assertThat(codec.unpack(damaged)).isNotNull();
        }
        for (int length = 0; length < packed.length; length++) {
            assertThat(codec.unpack(java.util.Arrays.copyOf(packed, length))).isEmpty();
        }
    }

    @Test
    void unpack_ofALaterRelease_isEmpty() {
        byte[] packed = codec.pack(Map.of("a", 1));
        packed[0] = (byte) 0x20;

        assertThat(codec.unpack(packed)).isEmpty();
    }
}
