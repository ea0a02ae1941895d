package io.serai.providers.serving.torchserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.media.Blob;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.torchserve.TorchServeCall.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bodies that are not JSON: https://docs.pytorch.org/serve/inference_api.html#predictions-api. */
class TorchServeCallTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);

    @Test
    void blob_goesOutAsItIs() {
        byte[] image = {1, 2, 3};
        Outgoing sent = call(Map.of("body", new Blob("kitten.jpg", "image/jpeg", image), "trace", true), Format.JSON)
                .outgoing();
        assertThat(sent.body()).isEqualTo(image);
        assertThat(sent.headers()).containsEntry("content-type", "image/jpeg");
        assertThat(sent.dropped()).containsExactly("trace");
    }

    @Test
    void raw_isTheOneElement_asTextOrBytes() {
        Outgoing text = call(input(Map.of(), "grün"), Format.RAW).outgoing();
        assertThat(text.body()).isEqualTo("grün".getBytes(StandardCharsets.UTF_8));
        assertThat(text.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
        Outgoing bytes = call(input(Map.of("content_type", "base64"), "AAE="), Format.RAW)
                .outgoing();
        assertThat(bytes.body()).containsExactly(0, 1);
        assertThat(bytes.headers()).containsEntry("content-type", "application/octet-stream");
    }

    @Test
    void raw_ofMoreThanOneElement_isRefused() {
        assertThat(refusal(call(input(Map.of(), "a", "b"), Format.RAW)).param()).contains("inputs");
        assertThat(refusal(call(input(Map.of("content_type", "base64"), "?"), Format.RAW))
                        .param())
                .contains("inputs[0].data");
    }

    @Test
    void answer_thatIsNotJson_isOneElement() throws Exception {
        TorchServeCall call = call(input(Map.of(), "a"), Format.JSON);
        assertThat(call.document("World news".getBytes(StandardCharsets.UTF_8), HEAD)
                        .get("outputs"))
                .isEqualTo(List.of(Map.of(
                        "name", "output_0", "datatype", "BYTES", "shape", List.of(1L), "data", List.of("World news"))));
        assertThat(call.document(new byte[] {(byte) 0xff, 0}, HEAD).get("outputs"))
                .isEqualTo(List.of(Map.of(
                        "name",
                        "output_0",
                        "datatype",
                        "BYTES",
                        "shape",
                        List.of(1L),
                        "parameters",
                        Map.of("content_type", "base64"),
                        "data",
                        List.of("/wA="))));
    }

    private static SeraiException refusal(TorchServeCall call) {
        return catchThrowableOfType(SeraiException.class, call::outgoing);
    }

    private static TorchServeCall call(Map<String, Object> request, Format format) {
        return new TorchServeCall(
                new Asked(Operation.PREDICT, "m", request, Delivery.WHOLE), format, new ProviderErrors("p", List.of()));
    }

    private static Map<String, Object> input(Map<String, Object> parameters, Object... data) {
        return Map.of(
                "inputs",
                List.of(Map.of(
                        "name",
                        "x",
                        "shape",
                        List.of(data.length),
                        "datatype",
                        "BYTES",
                        "parameters",
                        parameters,
                        "data",
                        List.of(data))));
    }
}
