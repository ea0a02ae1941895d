package io.serai.processors.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.serai.api.call.CallNames;
import io.serai.api.call.Heartbeat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReaderTest {

    private static final String REQUEST =
            "{'model':'openai/gpt-4o','messages':[{'role':'user','content':'hi'}],'stream':true,'x':[1e999999999]}";

    @Test
    void read_streamedRequest_leavesMapHeadersAndStartsTheHeartbeat() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted(REQUEST);
        AtomicInteger beats = new AtomicInteger();
        fixture.exchange.setProperty(CallNames.HEARTBEAT, (Heartbeat) beats::incrementAndGet);

        fixture.through(new ChatReader());

        assertThat(fixture.exchange.getMessage().getBody()).isEqualTo(FrontEndFixture.map(REQUEST));
        assertThat(fixture.header(CallNames.MODEL)).isEqualTo("openai/gpt-4o");
        assertThat(fixture.header(CallNames.OPERATION)).isEqualTo("chat");
        assertThat(fixture.header(CallNames.STREAM)).isEqualTo(true);
        assertThat(fixture.header(Exchange.CONTENT_TYPE)).isNull();
        assertThat(beats).hasValue(1);
    }

    @Test
    void read_wholeRequest_leavesTheHeartbeatAlone() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted(REQUEST.replace("true", "null"));
        AtomicInteger beats = new AtomicInteger();
        fixture.exchange.setProperty(CallNames.HEARTBEAT, (Heartbeat) beats::incrementAndGet);

        fixture.through(new ChatReader());

        assertThat(fixture.header(CallNames.STREAM)).isEqualTo(false);
        assertThat(beats).hasValue(0);
    }

    @Test
    void read_anyKindOfBody_isTheSame() throws Exception {
        Map<String, Object> expected = FrontEndFixture.map(REQUEST);
        String json = REQUEST.replace('\'', '"');
        Object[] bodies = {json, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), expected};
        for (Object body : bodies) {
            FrontEndFixture fixture = FrontEndFixture.posted("").answered(body).through(new ChatReader());
            assertThat(fixture.exchange.getMessage().getBody()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','messages':[{'role':'developer','content':[{'type':'text','text':''}]},{'role':'assistant'}]}",
                "{'model':'m','messages':[{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':''}}]},{'role':'tool','tool_call_id':'c','content':''}]}",
                "{'model':'m','messages':[{'role':'function','name':'f','content':null}]}",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'video_url','video_url':{}}]}]}",
                "{'model':'m','messages':[{'role':'user','content':'a','extra':1}],'n':null,'stop':null,'tools':null,'temperature':null,'stream_options':null,'response_format':null}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'n':128,'temperature':2.0,'top_p':1,'seed':-9223372036854775808,'stop':['a','b','c','d','e'],'logit_bias':{'1':-100},'top_logprobs':20}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'n':2.0,'max_tokens':1e3,'temperature':1e-999999999}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'tools':[{'type':'web_search'},{'type':'function','function':{'name':'mcp.a-b_c'}}],'tool_choice':{'type':'function','function':{'name':'f'}}}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{},'strict':true}}}",
                "{'model':'Größe 模型 🙂','messages':[{'role':'user','content':'\\ud83d\\ude42'}]}",
            })
    void read_whatOpenAiAccepts_isAccepted(String request) {
        assertThatCode(() -> FrontEndFixture.posted(request).through(new ChatReader()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON ; charset=UTF-8", "application/vnd.openai+json"})
    void read_jsonMediaTypes_areAccepted(String type) {
        FrontEndFixture fixture = FrontEndFixture.posted(REQUEST);
        fixture.exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        assertThatCode(() -> fixture.through(new ChatReader())).doesNotThrowAnyException();
    }
}
