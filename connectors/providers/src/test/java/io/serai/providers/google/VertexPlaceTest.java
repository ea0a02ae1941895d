package io.serai.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertexPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "global, https://aiplatform.googleapis.com",
        "europe-west4, https://europe-west4-aiplatform.googleapis.com",
        "eu, https://aiplatform.eu.rep.googleapis.com"
    })
    void address_isOfTheLocation(String location, String address) {
        assertThat(new VertexPlace("p", location).address()).hasToString(address);
    }

    @Test
    void path_namesProjectLocationAndPublisher() {
        assertThat(new VertexPlace("example.com:p-1", "us-east5").path("v1", "anthropic", "claude-x@1"))
                .isEqualTo("/v1/projects/example.com:p-1/locations/us-east5/publishers/anthropic/models/claude-x@1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "evil.com/?x=", "a b", "a#b"})
    void place_thatIsNoName_isRefused(String name) {
        assertThatThrownBy(() -> new VertexPlace("p", name)).hasMessageContaining("location");
        assertThatThrownBy(() -> new VertexPlace(name, "global")).hasMessageContaining("project");
    }
}
