package io.serai.providers.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Bytes behind the JSON, as
 * https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_binary_data.html has them.
 */
class BinaryTensorsTest {

    @Test
    void request_ofHalves_carriesThemBehindTheJson() throws Exception {
        Outgoing sent =
                call("""
                {"inputs": [
                  {"name": "h", "shape": [2], "datatype": "FP16", "data": [1, -2], "parameters": {"k": 1}},
                  {"name": "n", "shape": [1], "datatype": "INT8", "data": [7]}]}
                """)
                        .outgoing();
        int json = Integer.parseInt(sent.headers().get("inference-header-content-length"));
        assertThat(Json.standard().readObject(sent.body(), 0, json))
                .isEqualTo(
                        json(
                                """
                        {"inputs": [
                          {"name": "h", "shape": [2], "datatype": "FP16", "parameters": {"k": 1, "binary_data_size": 4}},
                          {"name": "n", "shape": [1], "datatype": "INT8", "data": [7]}]}
                        """));
        assertThat(Arrays.copyOfRange(sent.body(), json, sent.body().length)).containsExactly(0x00, 0x3c, 0x00, 0xc0);
        assertThat(sent.headers()).containsEntry("content-type", "application/octet-stream");
    }

    @Test
    void answer_withBytes_isDataAgain() throws Exception {
        String head = "{\"model_name\":\"m\",\"outputs\":["
                + "{\"name\":\"a\",\"shape\":[2],\"datatype\":\"UINT16\",\"parameters\":{\"binary_data_size\":4}},"
                + "{\"name\":\"b\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1.5]},"
                + "{\"name\":\"c\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":6,\"x\":1}}]}";
        Map<String, Object> answer = answer(head, new byte[] {1, 0, (byte) 0xff, (byte) 0xff, 2, 0, 0, 0, 'h', 'i'});
        assertThat(Json.standard().readObject(Json.write(answer)))
                .isEqualTo(
                        json(
                                """
                        {"model_name": "m", "outputs": [
                          {"name": "a", "shape": [2], "datatype": "UINT16", "data": [1, 65535]},
                          {"name": "b", "shape": [1], "datatype": "FP32", "data": [1.5]},
                          {"name": "c", "shape": [1], "datatype": "BYTES", "parameters": {"x": 1}, "data": ["hi"]}]}
                        """));
    }

    @Test
    void answer_whoseBytesAreShort_isMalformed() {
        String head = "{\"outputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"UINT16\","
                + "\"parameters\":{\"binary_data_size\":4}}]}";
        assertThatThrownBy(() -> answer(head, new byte[] {1, 0})).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> call("{\"inputs\":[{\"name\":\"x\"}]}")
                        .document("{}".getBytes(StandardCharsets.UTF_8), head("9")))
                .isInstanceOf(MalformedException.class);
    }

    private static Map<String, Object> answer(String json, byte[] raw) throws Exception {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(raw);
        return call("{\"inputs\":[{\"name\":\"x\"}]}")
                .document(body.toByteArray(), head(Integer.toString(head.length)));
    }

    private static Head head(String jsonLength) {
        return new Head(
                name -> name.equals("inference-header-content-length") ? Optional.of(jsonLength) : Optional.empty(),
                Instant.EPOCH);
    }

    private static InferCall call(String request) throws Exception {
        return new InferCall(
                new Asked(Operation.PREDICT, "m", json(request), Delivery.WHOLE), new ProviderErrors("p", List.of()));
    }

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
