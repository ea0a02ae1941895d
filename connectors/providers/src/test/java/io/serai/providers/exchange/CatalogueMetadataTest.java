package io.serai.providers.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What IDE plug-ins, Kaoto and the Camel CLI show of the components. */
class CatalogueMetadataTest {

    @ParameterizedTest
    @ValueSource(strings = {"ai/ai", "model/model"})
    void component_everyOptionAndHeader_isDescribed(String name) throws Exception {
        Map<String, Object> metadata;
        try (InputStream json = getClass().getResourceAsStream("/META-INF/io/serai/providers/" + name + ".json")) {
            metadata = Json.standard().readObject(json.readAllBytes());
        }

        assertThat((String) ((Map<?, ?>) metadata.get("component")).get("description"))
                .isNotBlank();
        for (String section : new String[] {"componentProperties", "headers", "properties"}) {
            Map<?, ?> options = (Map<?, ?>) metadata.get(section);
            assertThat(options).isNotEmpty();
            options.forEach((option, details) -> assertThat((String) ((Map<?, ?>) details).get("description"))
                    .as(section + "." + option)
                    .hasSizeGreaterThan(10));
        }
    }
}
