package io.serai.gateway.boot;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.model.ModelCatalog;
import io.serai.gateway.accounts.Accounts;
import io.serai.gateway.reload.RouteFolders;
import io.serai.gateway.settings.StartException;
import io.serai.processors.ledger.Usages;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.SelfCheck;
import io.serai.processors.prices.Costs;
import io.serai.providers.ai.AiComponent;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Has the routes of a context ask who may call what, and what is left to pay for it. */
final class AccountedRoutes extends MainListenerSupport {

    private final Accounts accounts;
    private final RouteFolders folders;
    private Map<String, String> rules = Map.of();
    private List<Limit> limits = List.of();

    AccountedRoutes(Accounts accounts, RouteFolders folders) {
        this.accounts = accounts;
        this.folders = folders;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        rules = folders.atTop(RouteFolders.ACCESS);
        limits = Accounts.read(folders.atTop(RouteFolders.LIMITS));
        context.getRegistry().bind("serai-call-check", CallCheck.class, accounts.calls(context, rules));
        context.getRegistry().bind("serai-attempt-check", AttemptCheck.class, accounts.attempts());
        context.getRegistry().bind("serai-usages", Usages.class, accounts.usages());
    }

    /**
     * Proves that limits can refuse, once the routes run.
     *
     * @throws StartException naming the file and the line of one that can't
     */
    void check(CamelContext context) {
        AiComponent providers = context.getComponent("ai", AiComponent.class);
        ModelCatalog models = context.getRegistry().findSingleByType(ModelCatalog.class);
        SelfCheck check = new SelfCheck(
                providers::hasProvider,
                name -> models != null && models.resolve(name).isPresent());
        List<String> findings = check.findings(limits);
        if (!findings.isEmpty()) {
            throw new StartException(findings.get(0));
        }
        CallCheck bound = context.getRegistry().findSingleByType(CallCheck.class);
        if (bound == null) {
            throw new StartException(
                    "the routes bind several beans of the type CallCheck; there must be the gateway's alone");
        }
        accounts.prove(bound);
        accounts.tellInert(check);
    }

    /** From now on the limits, the prices and the certificates of this context are in force. */
    void show(CamelContext context) {
        Costs.in(context).map(Costs::book).ifPresent(accounts::prices);
        accounts.limits(limits);
        accounts.certificates(rules);
    }
}
