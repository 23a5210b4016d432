namespace Strata.Budgets.Alerts;

/// <summary>Takes alerts. Called on a request's thread after its locks are given back: hand the alert on and return.</summary>
public interface IBudgetAlerts
{
    /// <summary>A threshold was reached for the first time in its window.</summary>
    void Raise(BudgetAlert alert);
}
