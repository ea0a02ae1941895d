package io.serai.providers.model;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.providers.exchange.Output;
import io.serai.providers.exchange.Streaming;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Publish a route as an AI model, or call a published model.
 *
 * <p>{@code from: model:fast} publishes a model named fast, whose steps say what happens when somebody calls it; {@code to:
 * model:fast} calls it from any other route.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "model",
        title = "AI Model",
        syntax = "model:name",
        category = {Category.AI},
        headersClass = ModelConstants.class)
public class ModelEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private static final Set<String> VISIBILITIES = Set.of("open", "on-request", "private");

    @UriPath(
            description =
                    "The model's name. A consumer may publish a family (`openai/*`), or every model of every declared provider "
                            + "(`*/*`); a producer calls the model that the caller named with `*`.")
    @Metadata(required = true)
    private String name = "";

    @UriParam(label = "consumer", description = "For whom and what for, shown in the list of models.")
    private String description = "";

    @UriParam(
            label = "consumer",
            defaultValue = "chat",
            description = "What it can do, separated by commas: the operations `chat` and `embed`, and "
                    + "anything worth telling, such as `tools`, `vision` or `json-schema`.")
    private String capabilities = "chat";

    @UriParam(label = "consumer", description = "How many tokens fit into a call.")
    private int contextWindow;

    @UriParam(
            label = "consumer",
            defaultValue = "open",
            enums = "open,on-request,private",
            description = "Who may call it: everybody (open), applications that have subscribed to it (on-request), or "
                    + "other routes alone (private).")
    private String visibility = "open";

    @UriParam(
            label = "consumer",
            defaultValue = "serai",
            description = "Who answers for it, shown in the list of models.")
    private String owner = "serai";

    @UriParam(label = "consumer", description = "The publisher's own version, shown in the list of models.")
    private String version = "";

    @UriParam(label = "consumer", description = "Other names for the same model, separated by commas.")
    private String aliases = "";

    @UriParam(
            label = "producer",
            defaultValue = "answer",
            description = "What is left in the body: the whole answer, the text of its first choice, "
                    + "or that text read as JSON.")
    private Output output = Output.answer;

    @UriParam(
            label = "producer",
            defaultValue = "auto",
            enums = "auto,true,false",
            description = "Whether the answer is streamed: as the caller " + "asked (auto), always or never.")
    private String stream = "auto";

    public ModelEndpoint(String uri, ModelComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new ModelProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ModelConsumer consumer = new ModelConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Camel would refuse a second consumer without saying whose it is; the registry names both routes. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public ModelComponent getComponent() {
        return (ModelComponent) super.getComponent();
    }

    /** What is told about the model that a consumer of this endpoint publishes. */
    ModelCard card(String id, long created) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        Set<String> others = new TreeSet<>();
        for (String capability : list(capabilities)) {
            Operation.of(capability).ifPresentOrElse(operations::add, () -> others.add(capability));
        }
        if (operations.contains(Operation.CHAT)) {
            // Whatever can be asked can be counted.
            operations.add(Operation.COUNT_TOKENS);
        }
        return new ModelCard(
                id,
                description,
                owner,
                created,
                operations,
                others,
                contextWindow > 0 ? OptionalInt.of(contextWindow) : OptionalInt.empty(),
                version,
                Visibility.valueOf(visibility.replace('-', '_').toUpperCase(Locale.ROOT)),
                ModelCard.Status.READY);
    }

    /** The name, and all other names. */
    List<String> names() {
        return Stream.concat(Stream.of(name), list(aliases).stream()).toList();
    }

    private static List<String> list(String commas) {
        return Arrays.stream(commas.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getCapabilities() {
        return capabilities;
    }

    public void setCapabilities(String capabilities) {
        this.capabilities = capabilities;
    }

    public int getContextWindow() {
        return contextWindow;
    }

    public void setContextWindow(int contextWindow) {
        this.contextWindow = contextWindow;
    }

    public String getVisibility() {
        return visibility;
    }

    public void setVisibility(String visibility) {
        if (!VISIBILITIES.contains(visibility)) {
            throw new IllegalArgumentException(
                    "expected visibility to be open, on-request or private, found '" + visibility + "'");
        }
        this.visibility = visibility;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public String getAliases() {
        return aliases;
    }

    public void setAliases(String aliases) {
        this.aliases = aliases;
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
}
