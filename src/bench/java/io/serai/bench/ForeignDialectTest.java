package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ForeignDialectTest {

    @Test
    void path_ofAnthropic_hasItsModelInTheBody() {
        byte[] body = "{\"model\":\"bench-json\",\"stream\":true}".getBytes(StandardCharsets.UTF_8);
        assertThat(ForeignDialect.at("/v1/messages", body)).hasValueSatisfying(asked -> {
            assertThat(asked.model()).isEqualTo("bench-json");
            assertThat(asked.streamed()).isTrue();
            assertThat(asked.dialect().next().toString()).startsWith("event: content_block_delta\ndata: {");
        });
    }

    @Test
    void path_ofGeminiAndBedrock_namesModelAndForm() {
        assertThat(ForeignDialect.at("/v1beta/models/bench-json:generateContent", new byte[0]))
                .hasValueSatisfying(asked -> {
                    assertThat(asked.model()).isEqualTo("bench-json");
                    assertThat(asked.streamed()).isFalse();
                });
        assertThat(ForeignDialect.at("/model/bench-stream-9x0/converse-stream", new byte[0]))
                .hasValueSatisfying(asked -> {
                    assertThat(asked.model()).isEqualTo("bench-stream-9x0");
                    assertThat(asked.streamed()).isTrue();
                });
    }

    @Test
    void path_ofOpenAi_isNoForeignOne() {
        assertThat(ForeignDialect.at("/v1/chat/completions", new byte[0])).isEmpty();
    }
}
