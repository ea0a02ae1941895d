package io.serai.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.models.ModelsRoutes;
import io.serai.providers.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models.yaml} in a Camel application that is no gateway. */
class EmbeddedModelsTest {

    @TempDir
    private Path folder;

    @Test
    void models_ofAFile_areCalledByOtherRoutes() throws Exception {
        Path file = Files.writeString(
                folder.resolve("models.yaml"),
                "models: {fast: {targets: [mine/a, claude@20240620]}, claude@20240620: {targets: [\"mine/c@1:free\"]}}");
        Provider mine = new Provider();
        mine.setDialect("simulated");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("mine", mine);
            camel.addRoutes(new ModelsRoutes("file:" + file));
            camel.start();

            for (String model : new String[] {"fast", "claude@20240620"}) {
                assertThat(camel.createProducerTemplate()
                                .requestBody("model:" + model + "?output=text", "Hello", String.class))
                        .isNotBlank();
            }
        }
    }
}
