package io.serai.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,iVBO', image/png, iVBO",
        "'DATA:Image/PNG;BASE64,iVBO', image/png, iVBO",
        "'data:text/plain;charset=utf-8;base64,SGk=', text/plain, SGk=",
        "'data:;base64,SGk=', text/plain, SGk="
    })
    void of_base64_isTypeAndData(String url, String type, String data) {
        assertThat(DataUrl.of(url)).contains(new DataUrl(type, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a.png", "data:text/plain,Hi", "data:image/png;base64", "data:", ""})
    void of_anythingElse_isEmpty(String url) {
        assertThat(DataUrl.of(url)).isEmpty();
    }

    @Test
    void url_isWhatItWasMadeOf() {
        String url = "data:image/png;base64,iVBO";
        assertThat(DataUrl.of(url)).map(DataUrl::url).contains(url);
    }
}
