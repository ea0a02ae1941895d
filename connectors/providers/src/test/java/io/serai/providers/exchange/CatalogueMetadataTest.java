package io.serai.providers.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.providers.ai.AiComponent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
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

        assertThat(byCamelItself(name.substring(name.indexOf('/') + 1))).isEqualTo(metadata);
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

    /** As Camel's runtime catalogue finds it, by the scheme alone. */
    private static Map<String, Object> byCamelItself(String scheme) throws Exception {
        try (DefaultCamelContext plain = new DefaultCamelContext()) {
            return Json.standard()
                    .readObject(plain.getComponentParameterJsonSchema(scheme).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Tools look for the jars with components by this file, before any of their code runs. */
    @Test
    void jar_namesItsComponents() throws Exception {
        Properties listed = new Properties();
        try (InputStream file =
                AiComponent.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            listed.load(file);
        }
        assertThat(listed.getProperty("components").split(" ")).containsExactlyInAnyOrder("ai", "model");
        assertThat(listed).containsKeys("groupId", "artifactId", "version");
    }
}
