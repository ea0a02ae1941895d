package io.serai.processors.ollama;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** Ollama's chat, generate and embeddings. */
public final class OllamaCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public Processor reader(String path) {
        return switch (path) {
            case "/api/generate" -> new GenerateReader();
            case "/api/embed", "/api/embeddings" -> new EmbedReader();
            case "/api/show" -> new ShowWriter();
            default -> new ChatReader();
        };
    }

    @Override
    public Processor writer(String path) {
        return path.startsWith("/api/embed") ? new EmbedWriter() : new AnswerWriter();
    }
}
