package io.serai.gateway.importing;

import io.serai.gateway.importing.Findings.Finding;
import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration of the LiteLLM proxy as route files.
 *
 * @param providers {@code providers.camel.yaml}
 * @param models {@code models.yaml}
 * @param providerCount how many providers were written
 * @param modelCount how many models were written
 * @param findings what has no counterpart, or one that differs, in the order of the source
 */
record LiteLlmImport(String providers, String models, int providerCount, int modelCount, List<Finding> findings) {

    /**
     * @param file as messages are to name it
     * @throws YamlException where it is no YAML, or not of LiteLLM's form
     */
    static LiteLlmImport of(String file, String text) {
        Optional<YamlNode> document = YamlFile.read(file, text);
        if (document.isEmpty()) {
            throw new YamlException(file, 1, "", "holds nothing");
        }
        YamlMap top = document.get().map();
        Findings findings = new Findings();
        Section sections = new Section(top);
        DeploymentReader reader =
                new DeploymentReader(DeploymentReader.credentials(sections), new Environment(text, findings), findings);
        List<Deployment> deployments = new ArrayList<>();
        sections.take("model_list")
                .orElseThrow(() -> top.wrong("expected 'model_list', found " + top.words()))
                .list()
                .items()
                .forEach(item -> reader.read(item.map()).ifPresent(deployments::add));
        Routing routing = new RoutingReader(
                        Section.of(top, "router_settings"), Section.of(top, "litellm_settings"), findings)
                .read();
        sections.take("router_settings", "litellm_settings", "general_settings");
        Section.of(top, "general_settings").reportRest(findings);
        sections.reportRest(findings);
        return written(file, deployments, routing, findings);
    }

    private static LiteLlmImport written(
            String file, List<Deployment> deployments, Routing routing, Findings findings) {
        ProviderBeans beans = new ProviderBeans();
        deployments.stream().filter(Deployment::isFamily).forEach(family -> family(family, beans, findings));
        Map<String, List<Deployment>> byName = new LinkedHashMap<>();
        Map<String, Deployment> ids = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            if (!deployment.isFamily()) {
                byName.computeIfAbsent(deployment.group(), name -> new ArrayList<>())
                        .add(deployment);
                deployment.id().ifPresent(id -> ids.put(id, deployment));
            }
        }
        Map<String, Group> groups = new Groups(routing, beans, findings).of(byName);
        new Chains(groups, ids, beans, findings).add(routing);
        List<Finding> all = findings.all();
        return new LiteLlmImport(
                RouteTexts.providers(file, beans.all()),
                RouteTexts.models(file, groups.values(), all),
                beans.all().size(),
                groups.size(),
                all);
    }

    /** Any model of a declared provider can be called by the provider's name: provider-models.camel.yaml publishes them. */
    private static void family(Deployment deployment, ProviderBeans beans, Findings findings) {
        Optional<String> name = beans.family(deployment);
        if (name.isEmpty()) {
            findings.add(
                    deployment.place(),
                    "all models of this provider are called by its name: " + beans.nameOf(deployment) + "/<model>");
        }
    }
}
