package io.serai.providers.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.inference.InferRequest.Contents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as the protobuf library reads and writes them. */
class InferMessagesTest {

    @Test
    void request_ofAllTypedDatatypes_isAsSpecified() throws Exception {
        InferRequest request = request(
                "m/versions/3",
                """
                {"id": "42", "parameters": {"b": true, "i": -5, "s": "x", "d": 0.5, "u": 18446744073709551615,
                                            "list": [1]},
                 "inputs": [
                  {"name": "a", "shape": [2], "datatype": "BOOL", "data": [true, 0]},
                  {"name": "b", "shape": [2, 2], "datatype": "INT8", "data": [[-128, 127], [0, 1.0]]},
                  {"name": "c", "shape": [1], "datatype": "INT64", "data": [-9223372036854775808]},
                  {"name": "d", "shape": [1], "datatype": "UINT32", "data": [4294967295],
                   "parameters": {"content_type": "np"}},
                  {"name": "e", "shape": [1], "datatype": "UINT64", "data": [18446744073709551615]},
                  {"name": "f", "shape": [2], "datatype": "FP32", "data": [1, 0.1]},
                  {"name": "g", "shape": [2], "datatype": "FP64", "data": [0.1, "NaN"]},
                  {"name": "h", "shape": [2], "datatype": "BYTES", "data": ["grün", ""]}],
                 "outputs": [{"name": "y", "parameters": {"classification": 2}}],
                 "trace": true, "user": "u"}
                """,
                Contents.TYPED);
        assertThat(InferenceProto.text(request.toBytes()))
                .isEqualTo(
                        InferenceProto.normal(
                                """
                        model_name: "m" model_version: "3" id: "42"
                        parameters { key: "b" value { bool_param: true } }
                        parameters { key: "i" value { int64_param: -5 } }
                        parameters { key: "s" value { string_param: "x" } }
                        parameters { key: "d" value { double_param: 0.5 } }
                        parameters { key: "u" value { uint64_param: 18446744073709551615 } }
                        inputs { name: "a" datatype: "BOOL" shape: 2 contents { bool_contents: [true, false] } }
                        inputs { name: "b" datatype: "INT8" shape: [2, 2] contents { int_contents: [-128, 127, 0, 1] } }
                        inputs { name: "c" datatype: "INT64" shape: 1
                          contents { int64_contents: -9223372036854775808 } }
                        inputs { name: "d" datatype: "UINT32" shape: 1
                          parameters { key: "content_type" value { string_param: "np" } }
                          contents { uint_contents: 4294967295 } }
                        inputs { name: "e" datatype: "UINT64" shape: 1
                          contents { uint64_contents: 18446744073709551615 } }
                        inputs { name: "f" datatype: "FP32" shape: 2 contents { fp32_contents: [1, 0.1] } }
                        inputs { name: "g" datatype: "FP64" shape: 2 contents { fp64_contents: [0.1, nan] } }
                        inputs { name: "h" datatype: "BYTES" shape: 2
                          contents { bytes_contents: ["gr\\303\\274n", ""] } }
                        outputs { name: "y" parameters { key: "classification" value { int64_param: 2 } } }
                        """));
        assertThat(request.dropped()).containsExactlyInAnyOrder("parameters.list", "trace");
    }

    @Test
    void request_withAHalf_isRawThroughout() throws Exception {
        InferRequest request = request(
                "m",
                """
                {"inputs": [
                  {"name": "h", "shape": [2], "datatype": "FP16", "data": [1, -2]},
                  {"name": "b", "shape": [1], "datatype": "BF16", "data": [1]},
                  {"name": "t", "shape": [1], "datatype": "BYTES", "data": ["ab"]}]}
                """,
                Contents.TYPED);
        assertThat(InferenceProto.text(request.toBytes()))
                .isEqualTo(
                        InferenceProto.normal(
                                """
                        model_name: "m"
                        inputs { name: "h" datatype: "FP16" shape: 2 }
                        inputs { name: "b" datatype: "BF16" shape: 1 }
                        inputs { name: "t" datatype: "BYTES" shape: 1 }
                        raw_input_contents: "\\x00\\x3c\\x00\\xc0"
                        raw_input_contents: "\\x80\\x3f"
                        raw_input_contents: "\\x02\\x00\\x00\\x00ab"
                        """));
    }

    @Test
    void request_wantedRaw_isLittleEndian() throws Exception {
        InferRequest request = request(
                "m",
                """
                {"inputs": [
                  {"name": "a", "shape": [2], "datatype": "INT16", "data": [1, -2]},
                  {"name": "b", "shape": [1], "datatype": "UINT64", "data": [18446744073709551615]},
                  {"name": "c", "shape": [1], "datatype": "FP32", "data": [1]}]}
                """,
                Contents.RAW);
        assertThat(InferenceProto.text(request.toBytes()))
                .isEqualTo(
                        InferenceProto.normal(
                                """
                        model_name: "m"
                        inputs { name: "a" datatype: "INT16" shape: 2 }
                        inputs { name: "b" datatype: "UINT64" shape: 1 }
                        inputs { name: "c" datatype: "FP32" shape: 1 }
                        raw_input_contents: "\\x01\\x00\\xfe\\xff"
                        raw_input_contents: "\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff"
                        raw_input_contents: "\\x00\\x00\\x80\\x3f"
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 128, data",
        "UINT8, -1, data",
        "INT32, 2147483648, data",
        "INT32, 1.5, data",
        "INT64, 1e999999999, data",
        "UINT64, 18446744073709551616, data",
        "FP32, 'x', data",
        "BOOL, 2, data",
        "BYTES, 1, data",
        "COMPLEX, 1, datatype"
    })
    void request_withAnElementThatDoesNotFit_namesIt(String datatype, String element, String field) throws Exception {
        String json = element.equals("x") ? "\"x\"" : element;
        InferRequest request = request(
                "m",
                "{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"" + datatype + "\", \"data\": [" + json
                        + "]}]}",
                Contents.TYPED);
        SeraiException refused = catchThrowableOfType(SeraiException.class, request::toBytes);
        assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(refused.param()).contains("inputs[0]." + field);
    }

    @Test
    void response_ofAllTypedDatatypes_isRead() throws Exception {
        byte[] message = InferenceProto.response(
                """
                model_name: "m" model_version: "1" id: "42"
                parameters { key: "final" value { bool_param: true } }
                outputs { name: "a" datatype: "BOOL" shape: [1, 2] contents { bool_contents: [true, false] } }
                outputs { name: "b" datatype: "INT16" shape: 2 contents { int_contents: [-1, 2] } }
                outputs { name: "c" datatype: "INT64" shape: 1 contents { int64_contents: -3 } }
                outputs { name: "d" datatype: "UINT32" shape: 1 contents { uint_contents: 4294967295 } }
                outputs { name: "e" datatype: "UINT64" shape: 1 contents { uint64_contents: 18446744073709551615 } }
                outputs { name: "f" datatype: "FP32" shape: 2 contents { fp32_contents: [0.1, inf] } }
                outputs { name: "g" datatype: "FP64" shape: 1 contents { fp64_contents: 0.1 } }
                outputs { name: "h" datatype: "BYTES" shape: 1
                  parameters { key: "k" value { string_param: "v" } } contents { bytes_contents: "gr\\303\\274n" } }
                """);
        assertThat(json(InferResponse.read(message, "asked")))
                .isEqualTo(
                        json(
                                """
                        {"model_name": "m", "model_version": "1", "id": "42", "parameters": {"final": true},
                         "outputs": [
                          {"name": "a", "datatype": "BOOL", "shape": [1, 2], "data": [true, false]},
                          {"name": "b", "datatype": "INT16", "shape": [2], "data": [-1, 2]},
                          {"name": "c", "datatype": "INT64", "shape": [1], "data": [-3]},
                          {"name": "d", "datatype": "UINT32", "shape": [1], "data": [4294967295]},
                          {"name": "e", "datatype": "UINT64", "shape": [1], "data": [18446744073709551615]},
                          {"name": "f", "datatype": "FP32", "shape": [2], "data": [0.1, "Infinity"]},
                          {"name": "g", "datatype": "FP64", "shape": [1], "data": [0.1]},
                          {"name": "h", "datatype": "BYTES", "shape": [1], "parameters": {"k": "v"}, "data": ["grün"]}]}
                        """));
    }

    @Test
    void response_ofRawContents_isRead() throws Exception {
        byte[] message = InferenceProto.response(
                """
                outputs { name: "a" datatype: "FP16" shape: 2 }
                outputs { name: "b" datatype: "UINT8" shape: 2 }
                outputs { name: "c" datatype: "BYTES" shape: 2 }
                raw_output_contents: "\\x00\\x3c\\x00\\xc0"
                raw_output_contents: "\\xff\\x01"
                raw_output_contents: "\\x02\\x00\\x00\\x00ab\\x01\\x00\\x00\\x00\\xff"
                """);
        assertThat(json(InferResponse.read(message, "asked")))
                .isEqualTo(
                        json(
                                """
                        {"model_name": "asked", "outputs": [
                          {"name": "a", "datatype": "FP16", "shape": [2], "data": [1.0, -2.0]},
                          {"name": "b", "datatype": "UINT8", "shape": [2], "data": [255, 1]},
                          {"name": "c", "datatype": "BYTES", "shape": [2], "parameters": {"content_type": "base64"},
                           "data": ["YWI=", "/w=="]}]}
                        """));
    }

    @Test
    void response_thatContradictsItself_isRefused() {
        for (String text : List.of(
                "outputs { name: \"a\" datatype: \"FP32\" shape: 1 } raw_output_contents: \"abc\"",
                "outputs { name: \"a\" datatype: \"FP32\" shape: 1 } raw_output_contents: \"\" raw_output_contents: \"\"",
                "outputs { name: \"a\" datatype: \"BYTES\" shape: 1 } raw_output_contents: \"\\x09\\x00\\x00\\x00a\"",
                "outputs { name: \"a\" datatype: \"BYTES\" shape: 1 } raw_output_contents: \"\\xff\\xff\\xff\\xffa\"",
                "outputs { name: \"a\" datatype: \"BYTES\" shape: 1 contents { int_contents: 1 } }",
                "outputs { name: \"a\" datatype: \"FP32\" shape: 1 contents { bytes_contents: \"a\" } }",
                "outputs { name: \"a\" datatype: \"FP31\" shape: 1 contents { fp32_contents: 1 } }")) {
            assertThatThrownBy(() -> InferResponse.read(InferenceProto.response(text), "m"))
                    .as(text)
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> InferResponse.read(new byte[] {10, 100, 1}, "m"))
                .isInstanceOf(MalformedException.class);
    }

    private static InferRequest request(String model, String json, Contents contents) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> request = Json.standard().readObject(bytes);
        return new InferRequest(ModelName.of(model, request, List.of("versions")), request, contents);
    }

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> json(Map<String, Object> answer) throws Exception {
        return Json.standard().readObject(Json.write(answer));
    }
}
