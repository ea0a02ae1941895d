package io.serai.providers.ai;

import io.serai.api.call.Operation;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.providers.exchange.Output;
import io.serai.providers.exchange.Streaming;
import io.serai.providers.faults.Faults;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Call a model of an AI provider.
 *
 * <p>The body is a request in OpenAI's chat-completions shape as a map, a list of messages, or a text; the answer is a map in the same
 * shape, or a stream of chunks where the caller asked for one.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "ai",
        title = "AI",
        syntax = "ai:provider/model",
        producerOnly = true,
        category = {Category.AI},
        headersClass = AiConstants.class)
public class AiEndpoint extends DefaultEndpoint implements Explainable {

    /** Provider and model are those that the caller named, as {@code provider/model}. */
    static final String AS_REQUESTED = "*";

    @UriPath(
            description =
                    "Name of the bean of type io.serai.providers.Provider. `ai:*` calls the provider and model that the caller named.")
    @Metadata(required = true)
    private String provider = "";

    @UriPath(description = "The provider's own name for the model.")
    @Metadata(required = true)
    private String model = "";

    @UriParam(
            enums = "chat,embed,count_tokens,image,transcribe,speech,rerank,moderate,predict",
            description = "What is asked of the model. By default what the caller asked for, else a chat.")
    private @Nullable String operation;

    @UriParam(
            defaultValue = "answer",
            description = "What is left in the body: the whole answer, the text of its first choice, or that "
                    + "text read as JSON.")
    private Output output = Output.answer;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,true,false",
            description = "Whether the answer is streamed: as the caller asked (auto), always " + "or never.")
    private String stream = "auto";

    @UriParam(
            description = "Refuse a request of which the provider can't be told every field. By default only where the "
                    + "caller's header x-serai-strict says so; else fields are dropped and named.")
    private boolean strict;

    @UriParam(
            label = "advanced",
            description = "How calls are made to fail, to try what happens then, such as `status=503;retry-after=7`, "
                    + "`delay=2s`, `stall-after=3` or `cut-after=3`. The caller's header x-serai-fault goes before it.")
    private @Nullable String fault;

    @UriParam(
            prefix = "parameters.",
            multiValue = true,
            description = "Request fields to set whatever the caller sent, such as " + "`parameters.temperature=0`.")
    private Map<String, Object> parameters = new LinkedHashMap<>();

    @UriParam(
            javaType = "java.time.Duration",
            description = "How long to wait for a connection. By default the provider's setting.")
    private @Nullable Duration connect;

    @UriParam(
            javaType = "java.time.Duration",
            description = "How long to wait for the first token, or for a whole answer to begin. By default "
                    + "the provider's setting.")
    private @Nullable Duration firstToken;

    @UriParam(
            javaType = "java.time.Duration",
            description = "How long to wait between two pieces of an answer. By default the provider's " + "setting.")
    private @Nullable Duration idle;

    @UriParam(
            javaType = "java.time.Duration",
            description = "How long to wait for everything together. By default the provider's setting.")
    private @Nullable Duration total;

    private @Nullable Faults faults;

    public AiEndpoint(String uri, AiComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new AiProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ai: is called; to publish a model use from: model:<name>");
    }

    @Override
    public AiComponent getComponent() {
        return (AiComponent) super.getComponent();
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        return new AiExplanation(this, inquiry).told();
    }

    boolean isAsRequested() {
        return provider.equals(AS_REQUESTED);
    }

    /** These timeouts over those of the provider. */
    Timeouts timeouts(Timeouts defaults) {
        if (connect == null && firstToken == null && idle == null && total == null) {
            return defaults;
        }
        return new Timeouts(
                connect == null ? defaults.connect() : connect,
                firstToken == null ? defaults.firstToken() : firstToken,
                idle == null ? defaults.idle() : idle,
                total == null ? defaults.total() : total);
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public @Nullable String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        if (Operation.of(operation).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected operation to be one of " + Operation.labels() + ", found '" + operation + "'");
        }
        this.operation = operation;
    }

    public Output getOutput() {
        return output;
    }

    public void setOutput(Output output) {
        this.output = output;
    }

    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        Streaming.of(stream);
        this.stream = stream;
    }

    public boolean isStrict() {
        return strict;
    }

    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    public @Nullable String getFault() {
        return fault;
    }

    public void setFault(String fault) {
        faults = Faults.ofOption(fault);
        this.fault = fault;
    }

    /** The faults of {@link #getFault()}; null where there are none. */
    @Nullable
    Faults faults() {
        return faults;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public @Nullable Duration getConnect() {
        return connect;
    }

    public void setConnect(Duration connect) {
        this.connect = connect;
    }

    public @Nullable Duration getFirstToken() {
        return firstToken;
    }

    public void setFirstToken(Duration firstToken) {
        this.firstToken = firstToken;
    }

    public @Nullable Duration getIdle() {
        return idle;
    }

    public void setIdle(Duration idle) {
        this.idle = idle;
    }

    public @Nullable Duration getTotal() {
        return total;
    }

    public void setTotal(Duration total) {
        this.total = total;
    }
}
