package io.serai.processors.openai;

import static io.serai.processors.openai.FrontEndFixture.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.error.ProviderException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {

    private static final String FLOATS =
            "{'object':'list','data':[{'object':'embedding','index':0,'embedding':[0.5,-1.0,2]}],"
                    + "'model':'e','usage':{'prompt_tokens':1,'total_tokens':1}}";
    /** Python: base64.b64encode(struct.pack('<3f', .5, -1, 2)). */
    private static final String BASE64 = FLOATS.replace("[0.5,-1.0,2]", "'AAAAPwAAgL8AAABA'");

    @Test
    void read_request_isLeftAsItIs() throws Exception {
        String request = "{'model':'e','input':['a','b'],'encoding_format':'base64','dimensions':3,'own':1}";
        FrontEndFixture fixture = FrontEndFixture.posted(request).through(new EmbeddingsReader());

        assertThat(fixture.exchange.getMessage().getBody()).isEqualTo(map(request));
        assertThat(fixture.header(CallNames.OPERATION)).isEqualTo("embed");
        assertThat(fixture.header(CallNames.STREAM)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a'", "['a']", "[1,2]", "[[1,2],[3]]"})
    void read_everyKindOfInput_isAccepted(String input) {
        assertThatCode(() -> FrontEndFixture.posted("{'model':'e','input':" + input + "}")
                        .through(new EmbeddingsReader()))
                .doesNotThrowAnyException();
    }

    @Test
    void write_floatsToCallerOfBase64_areEncoded() throws Exception {
        assertThat(asked("'base64'")
                        .answered(map(FLOATS))
                        .through(new EmbeddingsWriter())
                        .json())
                .isEqualTo(map(BASE64));
    }

    @Test
    void write_base64ToCallerOfFloats_isDecoded() throws Exception {
        for (String format : new String[] {"'float'", "null"}) {
            Map<String, Object> answer = asked(format)
                    .answered(map(BASE64))
                    .through(new EmbeddingsWriter())
                    .json();
            assertThat(answer.toString()).contains("[0.5, -1.0, 2.0]");
        }
    }

    @Test
    void write_formatAsAskedFor_isUntouched() throws Exception {
        assertThat(asked("'base64'")
                        .answered(map(BASE64))
                        .through(new EmbeddingsWriter())
                        .json())
                .isEqualTo(map(BASE64));
        assertThat(asked("'float'")
                        .answered(map(FLOATS))
                        .through(new EmbeddingsWriter())
                        .json())
                .isEqualTo(map(FLOATS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'?'", "['a']", "{}", "null", "3"})
    void write_noVector_isTheProvidersFault(String vector) {
        String format = vector.equals("'?'") ? "'float'" : "'base64'";
        assertThatThrownBy(() -> asked(format)
                        .answered(map("{'data':[{'embedding':" + vector + "}]}"))
                        .through(new EmbeddingsWriter()))
                .isInstanceOf(ProviderException.class);
    }

    private static FrontEndFixture asked(String format) throws Exception {
        return FrontEndFixture.posted("{'model':'e','input':'a','encoding_format':" + format + "}")
                .through(new EmbeddingsReader());
    }
}
