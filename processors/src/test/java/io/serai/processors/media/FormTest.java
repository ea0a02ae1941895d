package io.serai.processors.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.media.Blob;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @Test
    void file_ofAnyBytes_isLeftAsItIs() {
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        // What looks like the end of a line, or like half a boundary, is still the file's.
        byte[] odd = "\r\n--bound\r\n--\r\n\r\n".getBytes(ISO_8859_1);
        System.arraycopy(odd, 0, bytes, 5000, odd.length);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
                .getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--boundary--\r\n".getBytes(UTF_8));

        Map<String, Object> form =
                Form.read(posted("multipart/form-data; boundary=boundary", body.toByteArray()), Map.of());

        assertThat(((Blob) form.get("file")).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=\"B\"",
                "Multipart/Form-Data; charset=utf-8; Boundary=B",
                "multipart/form-data;boundary=B"
            })
    void contentType_howeverSpelt_isUnderstood(String type) {
        String body = "--B\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--B--\r\n";
        assertThat(Form.read(posted(type, body.getBytes(UTF_8)), Map.of())).isEqualTo(Map.of("a", "1"));
    }

    /** OpenAI's SDK for Java sends bytes so. */
    @Test
    void part_withoutFilenameButOfABinaryType_isAFile() {
        String part = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\nContent-Type: %s\r\n\r\n1\r\n";
        String body = part.formatted("file", "application/octet-stream")
                + part.formatted("model", "text/plain; charset=utf-8")
                + part.formatted("own", "application/json") + "--B--\r\n";

        Map<String, Object> form = Form.read(posted("multipart/form-data; boundary=B", body.getBytes(UTF_8)), Map.of());

        assertThat(form.get("file")).isInstanceOfSatisfying(Blob.class, file -> {
            assertThat(file.filename()).isEmpty();
            assertThat(file.contentType()).isEqualTo("application/octet-stream");
        });
        assertThat(form).containsEntry("model", "1").containsEntry("own", "1");
    }

    @Test
    void numbersAndFlags_areWhatTheirFieldsSay() {
        String part = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = part.formatted("n", "2") + part.formatted("stream", "true") + part.formatted("text", "2")
                + part.formatted("flag", "yes") + "--B--\r\n";
        Map<String, FieldKind> kinds = Map.of(
                "n", FieldKind.NUMBER, "stream", FieldKind.BOOLEAN, "text", FieldKind.TEXT, "flag", FieldKind.BOOLEAN);

        assertThat(Form.read(posted("multipart/form-data; boundary=B", body.getBytes(UTF_8)), kinds))
                .isEqualTo(Map.of("n", 2, "stream", true, "text", "2", "flag", "yes"));
    }

    private static Message posted(String type, byte[] body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        exchange.getMessage().setBody(body);
        return exchange.getMessage();
    }
}
