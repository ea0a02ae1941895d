package io.serai.processors.openai;

import static io.serai.processors.openai.FrontEndFixture.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class CompletionsTest {

    private static Map<String, Object> answer(String... texts) {
        StringBuilder choices = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            choices.append(i == 0 ? "" : ",")
                    .append("{'index':" + i + ",'message':{'role':'assistant','content':'" + texts[i]
                            + "'},'finish_reason':'length'}");
        }
        return map("{'id':'chatcmpl-1','object':'chat.completion','created':1,'model':'m','choices':[" + choices
                + "],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}");
    }

    @Test
    void read_prompt_becomesAUserMessage() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted(
                        "{'model':'m','prompt':'say','max_tokens':5,'echo':false,'best_of':1,'suffix':null,'logprobs':2,'own':1}")
                .through(new CompletionsReader());

        assertThat(fixture.exchange.getMessage().getBody())
                .isEqualTo(
                        List.of(
                                map(
                                        "{'model':'m','messages':[{'role':'user','content':'say'}],'max_tokens':5,'logprobs':true,'top_logprobs':2,'own':1}")));
        assertThat(fixture.header(CallNames.OPERATION)).isEqualTo("chat");
    }

    @Test
    void write_severalPromptsAndChoices_areNumberedThrough() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted("{'model':'m','prompt':['A','B'],'n':2,'echo':true}")
                .through(new CompletionsReader());
        fixture.answered(List.of(answer("a", "b"), answer("c", "d"))).through(new CompletionsWriter());

        assertThat(fixture.json())
                .isEqualTo(map("{'id':'cmpl-1','object':'text_completion','created':1,'model':'m','choices':["
                        + "{'text':'Aa','index':0,'logprobs':null,'finish_reason':'length'},"
                        + "{'text':'Ab','index':1,'logprobs':null,'finish_reason':'length'},"
                        + "{'text':'Bc','index':2,'logprobs':null,'finish_reason':'length'},"
                        + "{'text':'Bd','index':3,'logprobs':null,'finish_reason':'length'}],"
                        + "'usage':{'prompt_tokens':2,'completion_tokens':4,'total_tokens':6}}"));
    }

    @Test
    void write_logprobs_haveTheLegacyShape() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted("{'model':'m','prompt':'A','logprobs':1}")
                .through(new CompletionsReader())
                .answered(map("{'id':'x','choices':[{'index':0,'message':{'content':'hi you'},'finish_reason':'stop',"
                        + "'logprobs':{'content':[{'token':'hi','logprob':-0.5,'top_logprobs':[{'token':'hi','logprob':-0.5},{'token':'ho','logprob':-1}]},"
                        + "{'token':' you','logprob':-0.25,'top_logprobs':[]}]}}],'usage':{}}"))
                .through(new CompletionsWriter());

        assertThat(fixture.json().get("choices"))
                .isEqualTo(List.of(map("{'text':'hi you','index':0,'logprobs':{'tokens':['hi',' you'],"
                        + "'token_logprobs':[-0.5,-0.25],'top_logprobs':[{'hi':-0.5,'ho':-1},{}],'text_offset':[0,2]},"
                        + "'finish_reason':'stop'}")));
    }

    @Test
    void write_stream_tellsTextCompletionsAndNoBareRoles() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted(
                        "{'model':'m','prompt':'A','stream':true,'echo':true,'stream_options':{'include_usage':true}}")
                .through(new CompletionsReader())
                .answered(List.of(ChatStream.of(List.of(
                        map("{'id':'chatcmpl-1','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}"),
                        map("{'id':'chatcmpl-1','choices':[{'index':0,'delta':{'content':'b'}}]}"),
                        map(
                                "{'id':'chatcmpl-1','choices':[{'index':0,'delta':{'content':'c'},'finish_reason':'stop'}]}"),
                        map("{'id':'chatcmpl-1','choices':[],'usage':{'total_tokens':3}}")))))
                .through(new CompletionsWriter());

        assertThat(fixture.events())
                .containsExactly(
                        map(
                                "{'id':'cmpl-1','choices':[{'text':'Ab','index':0,'logprobs':null,'finish_reason':null}],'object':'text_completion'}"),
                        map(
                                "{'id':'cmpl-1','choices':[{'text':'c','index':0,'logprobs':null,'finish_reason':'stop'}],'object':'text_completion'}"),
                        map("{'id':'cmpl-1','choices':[],'usage':{'total_tokens':3}," + "'object':'text_completion'}"));
    }

    @Test
    void read_severalPromptsStreamed_areAskedWhole() throws Exception {
        FrontEndFixture fixture = FrontEndFixture.posted("{'model':'m','prompt':['A','B'],'stream':true}")
                .through(new CompletionsReader());

        assertThat(fixture.header(CallNames.STREAM)).isEqualTo(false);
        assertThat((List<Map<String, Object>>) fixture.exchange.getMessage().getBody())
                .noneMatch(request -> request.containsKey("stream"));
        fixture.answered(List.of(answer("a"), "text")).through(new CompletionsWriter());
        assertThat(fixture.events())
                .extracting(event -> event.get("choices").toString())
                .anySatisfy(choices -> assertThat(choices).contains("text=text", "index=1"));
    }

    @Test
    void aggregation_answers_keepTheirOrder() {
        CompletionsAggregation aggregation = new CompletionsAggregation();
        Exchange gathered = null;
        for (String text : List.of("a", "b", "c")) {
            gathered = aggregation.aggregate(gathered, new FrontEndFixture().answered(text).exchange);
        }
        assertThat(gathered.getMessage().getBody()).isEqualTo(List.of("a", "b", "c"));
    }
}
