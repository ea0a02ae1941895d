package io.serai.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePropertiesFunctionTest {

    @TempDir
    private Path folder;

    @Test
    void file_inAPlaceholder_isItsContentStripped() throws Exception {
        Path secret = Files.writeString(folder.resolve("key"), "\n sk-123 \n");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.resolvePropertyPlaceholders("Bearer {{file:" + secret + "}}"))
                    .isEqualTo("Bearer sk-123");
            assertThat(context.resolvePropertyPlaceholders("{{file:" + secret + ":other}}"))
                    .isEqualTo("sk-123");
        }
    }

    @Test
    void file_absent_isTheDefaultOrAFailureThatNamesIt() throws Exception {
        Path absent = folder.resolve("absent");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.resolvePropertyPlaceholders("{{file:" + absent + ":other}}"))
                    .isEqualTo("other");
            assertThatThrownBy(() -> context.resolvePropertyPlaceholders("{{file:" + absent + "}}"))
                    .hasStackTraceContaining(absent.toString());
        }
    }
}
