package io.serai.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a caller says in Gemini's words (ai.google.dev/api/generate-content#request-body, /api/caching#Content) reaches Gemini as it was
 * said, through the canonical form, with nothing dropped.
 */
class GeminiThroughGeminiTest {

    private static final String ANSWER =
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4},"responseId":"r"}""";

    private static final String EVERYTHING =
            """
            {"contents":[
              {"role":"user","parts":[
                {"fileData":{"fileUri":"https://www.youtube.com/watch?v=9hE5-98ZeCg","mimeType":"video/mp4"},
                 "videoMetadata":{"startOffset":"10s","endOffset":"20s","fps":5}},
                {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="},
                 "mediaResolution":{"level":"MEDIA_RESOLUTION_HIGH"}},
                {"text":"What is it?"}]},
              {"role":"model","parts":[
                {"text":"Let me see.","thought":true},
                {"functionCall":{"id":"c1","name":"look","args":{"at":[1,2.5,null]}},"thoughtSignature":"c2ln"}]},
              {"role":"user","parts":[
                {"functionResponse":{"id":"c1","name":"look","response":{"image":{"$ref":"a.jpg"}},
                  "parts":[{"inlineData":{"mimeType":"image/jpeg","data":"/9j/4AAQ","displayName":"a.jpg"}}],
                  "scheduling":"WHEN_IDLE","willContinue":false}}]},
              {"role":"user","parts":[
                {"fileData":{"fileUri":"gs://bucket/a.pdf","mimeType":"application/pdf"}},
                {"fileData":{"fileUri":"https://example.com/a.png","mimeType":"image/png"}},
                {"inlineData":{"mimeType":"audio/mp3","data":"SUQz"}},
                {"text":"And this?"}]}],
             "systemInstruction":{"parts":[{"text":"Be brief."}]},
             "tools":[
              {"functionDeclarations":[
                {"name":"look","description":"Looks.","parametersJsonSchema":{"type":"object","properties":{"at":{"type":"array"}}},
                 "response":{"type":"OBJECT"},"behavior":"NON_BLOCKING"},
                {"name":"listen","description":"Listens.","responseJsonSchema":{"type":"object"}}]},
              {"googleSearch":{"timeRangeFilter":{"startTime":"2026-01-01T00:00:00Z"}}},
              {"googleMaps":{}}],
             "toolConfig":{
              "functionCallingConfig":{"mode":"VALIDATED"},
              "retrievalConfig":{"latLng":{"latitude":48.1,"longitude":11.6}},
              "includeServerSideToolInvocations":true},
             "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}],
             "cachedContent":"cachedContents/abc",
             "serviceTier":"flex",
             "store":false,
             "generationConfig":{
              "temperature":0.5,"topP":0.9,"topK":40,"candidateCount":2,"maxOutputTokens":100,"stopSequences":["END"],"seed":7,
              "presencePenalty":0.1,"frequencyPenalty":0.2,"responseLogprobs":true,"logprobs":3,
              "responseModalities":["TEXT","IMAGE"],
              "speechConfig":{"languageCode":"en-US","multiSpeakerVoiceConfig":{"speakerVoiceConfigs":[
                {"speaker":"Jo","voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Puck"}}}]}},
              "imageConfig":{"aspectRatio":"16:9","imageSize":"2K"},
              "mediaResolution":"MEDIA_RESOLUTION_LOW",
              "enableEnhancedCivicAnswers":true,
              "thinkingConfig":{"includeThoughts":true,"thinkingLevel":"high"},
              "responseMimeType":"application/json",
              "responseJsonSchema":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}}""";

    private static final String OF_VERTEX =
            """
            {"contents":[{"role":"user","parts":[
              {"fileData":{"fileUri":"gs://bucket/a.mp3","mimeType":"audio/mp3","displayName":"a"}},{"text":"Hi"}]}],
             "labels":{"team":"a_b"},
             "cachedContent":"projects/p/locations/l/cachedContents/1",
             "modelArmorConfig":{"promptTemplateName":"p","responseTemplateName":"r"},
             "generationConfig":{"audioTimestamp":true,"routingConfig":{"manualMode":{"modelName":"m"}},
              "modelConfig":{"featureSelectionPreference":"BALANCED"}}}""";

    private static TestUpstream google;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        google = TestUpstream.behaving((request, body) -> TestUpstream.json(request, ANSWER));
        gateway = TestGateway.setup()
                .file("provider-google.camel.yaml", provider("google", ""))
                .file("provider-vertex.camel.yaml", provider("vertex", ", options: {platform: vertex}"))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        google.close();
    }

    private static String provider(String name, String more) {
        return """
                - beans:
                    - name: %s
                      type: io.serai.providers.Provider
                      properties: {dialect: gemini, baseUrl: "http://127.0.0.1:%s", apiKey: "key-test"%s}
                """
                .formatted(name, google.port(), more);
    }

    @Test
    void request_withEverything_reachesTheGeminiApiAsItIs() throws Exception {
        reachesAsItIs("google/gemini-3.5-flash", EVERYTHING);
    }

    @Test
    void request_withWhatOnlyVertexKnows_reachesItAsItIs() throws Exception {
        reachesAsItIs("vertex/gemini-3.5-flash", OF_VERTEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'responseMimeType':'text/x.enum','responseSchema':{'type':'STRING','enum':['Solo','Choir']}}",
                "{'responseMimeType':'text/x.enum','responseJsonSchema':{'type':'string','enum':['Solo','Choir']}}",
                "{'responseMimeType':'application/json'}",
                "{'responseModalities':['AUDIO'],'speechConfig':{'voiceConfig':{'prebuiltVoiceConfig':{'voiceName':'Kore'}}}}",
                "{'thinkingConfig':{'thinkingBudget':1024,'includeThoughts':true}}",
                "{'thinkingConfig':{'thinkingBudget':1024}}",
                "{'thinkingConfig':{'thinkingBudget':-1}}",
                "{'thinkingConfig':{'thinkingBudget':0}}",
                "{'thinkingConfig':{'includeThoughts':true}}",
                "{'somethingNew':{'a':1}}"
            })
    void configuration_reachesGeminiAsItIs(String config) throws Exception {
        reachesAsItIs(
                "google/gemini-2.5-flash",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":"
                        + config.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'mode':'AUTO'}",
                "{'mode':'NONE'}",
                "{'mode':'ANY'}",
                "{'mode':'ANY','allowedFunctionNames':['f']}",
                "{'mode':'ANY','allowedFunctionNames':['f','g']}",
                "{'mode':'VALIDATED','allowedFunctionNames':['g']}"
            })
    void choiceOfFunctions_reachesGeminiAsItIs(String choice) throws Exception {
        String functions = "[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]}]";
        reachesAsItIs(
                "google/gemini-3.5-flash",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}],\"tools\":" + functions
                        + ",\"toolConfig\":{\"functionCallingConfig\":" + choice.replace('\'', '"') + "}}");
    }

    private static void reachesAsItIs(String model, String request) throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.post("/v1beta/models/" + model + ":generateContent", request));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-dropped")).isEmpty();
        List<String> sent = google.bodies();
        assertThat(new JsonObject(sent.get(sent.size() - 1)).getMap()).isEqualTo(new JsonObject(request).getMap());
    }
}
