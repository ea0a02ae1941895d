package io.serai.gateway.cache;

import io.serai.gateway.TestGateway;
import java.net.http.HttpRequest;

/** One question in the words of each API: none of them says more than what was asked, and how long the answer may be. */
enum FrontEnd {
    OPENAI("/v1/chat/completions", "\"object\":\"chat.completion", "[DONE]") {
        @Override
        String body(String model, String text, Form form) {
            return "{\"model\":\"" + model + "\",\"max_tokens\":9,\"stream\":" + form.streamed() + "," + said(text)
                    + "}";
        }
    },
    ANTHROPIC("/v1/messages", "\"type\":\"message", "message_stop") {
        @Override
        String body(String model, String text, Form form) {
            return "{\"model\":\"" + model + "\",\"max_tokens\":9,\"stream\":" + form.streamed() + "," + said(text)
                    + "}";
        }
    },
    GEMINI("/v1beta/models/", "\"candidates\"", "STOP") {
        @Override
        String path(String model, Form form) {
            return super.path(model, form)
                    + model
                    + (form == Form.WHOLE ? ":generateContent" : ":streamGenerateContent?alt=sse");
        }

        @Override
        String body(String model, String text, Form form) {
            return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text
                    + "\"}]}],\"generationConfig\":{\"maxOutputTokens\":9}}";
        }
    },
    OLLAMA("/api/chat", "\"created_at\"", "\"done\":true") {
        @Override
        String body(String model, String text, Form form) {
            return "{\"model\":\"" + model + "\",\"options\":{\"num_predict\":9},\"stream\":" + form.streamed() + ","
                    + said(text) + "}";
        }
    },
    /** Says no length: it has another word for it than the others. */
    RESPONSES("/v1/responses", "\"object\":\"response\"", "response.completed") {
        @Override
        String body(String model, String text, Form form) {
            return "{\"model\":\"" + model + "\",\"store\":false,\"stream\":" + form.streamed() + ",\"input\":\"" + text
                    + "\"}";
        }
    },
    /** OpenAI's chat as the one before asks. */
    OPENAI_UNBOUNDED("/v1/chat/completions", "\"object\":\"chat.completion", "[DONE]") {
        @Override
        String body(String model, String text, Form form) {
            return "{\"model\":\"" + model + "\",\"stream\":" + form.streamed() + "," + said(text) + "}";
        }
    };

    private final String path;
    private final String mark;
    private final String end;

    /** How an answer is wanted. */
    enum Form {
        WHOLE,
        STREAMED;

        boolean streamed() {
            return this == STREAMED;
        }
    }

    /**
     * @param mark stands in each answer of this API, whole or streamed, and in none of another
     * @param end stands in the last event of a stream
     */
    FrontEnd(String path, String mark, String end) {
        this.path = path;
        this.mark = mark;
        this.end = end;
    }

    String path(String model, Form form) {
        return path;
    }

    abstract String body(String model, String text, Form form);

    HttpRequest.Builder ask(TestGateway gateway, String model, String text, Form form) {
        return gateway.post(path(model, form), body(model, text, form));
    }

    /** Whether these are the words of this API. */
    boolean speaks(String answer, Form form) {
        return answer.contains(mark) && (form == Form.WHOLE || answer.contains(end));
    }

    private static String said(String text) {
        return "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]";
    }
}
