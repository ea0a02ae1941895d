package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is data like any other: Camel's endpoints take it. */
class StreamToFileTest {

    @TempDir
    private Path folder;

    @Test
    void fileEndpoint_takesAStream_asItsEvents() throws Exception {
        try (TestGateway gateway = TestGateway.setup()
                .model(
                        "written",
                        """
                        - to: {uri: "ai:simulated/parrot", parameters: {stream: "true"}}
                        - to: {uri: "file:%s", parameters: {fileName: "answer.sse"}}
                        - setBody: {constant: done}
                        """
                                .formatted(folder))
                .start()) {
            assertThat(gateway.chat("written", "Hello").body()).contains("done");
        }

        assertThat(Files.readString(folder.resolve("answer.sse")))
                .startsWith("data: {")
                .contains("chat.completion.chunk", "\"usage\"")
                .endsWith("data: [DONE]\n\n");
    }
}
