using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Budgets.Rules;
using Strata.Console.Data;
using Strata.Console.Limits;
using Strata.Console.Pages;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>The forms of limits: one is set or changed, one is taken away.</summary>
internal static class LimitForms
{
    private const decimal DollarsMax = 1_000_000_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/teams/limits", SetAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/limits/remove", RemoveAsync).RequireRole(Role.Admin).ExcludeFromDescription();
    }

    private static async Task SetAsync(HttpContext context, ILimitDesk desk)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not { } form)
        {
            return;
        }

        var set = Read(form).Try(out var rule, out var problem) ? await desk.PutAsync(context.Caller(), rule, context.RequestAborted) : problem;
        await (set.Try(out rule, out problem)
            ? Forms.DoneAsync<TeamsPage>(context, $"The limit {rule.Id} is in force: {LimitText.Of(rule)}.")
            : Forms.RefuseAsync<TeamsPage>(context, problem));
    }

    private static async Task RemoveAsync(HttpContext context, ILimitDesk desk)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not { } form)
        {
            return;
        }

        var id = form["id"].ToString();
        await ((await desk.RemoveAsync(context.Caller(), id, context.RequestAborted)).Try(out _, out var problem)
            ? Forms.DoneAsync<TeamsPage>(context, $"The limit {id} is taken away. What it counted is forgotten; the ledger is not.")
            : Forms.RefuseAsync<TeamsPage>(context, problem));
    }

    private static Result<LimitRule> Read(IFormCollection form)
    {
        if (LimitWords.NodeOf(form["kind"].ToString()) is not { } kind || LimitWords.UnitOf(form["unit"].ToString()) is not { } unit || LimitWords.ModeOf(form["mode"].ToString()) is not { } mode)
        {
            return Problem.Invalid("Choose what the limit stands on, what it counts and what happens at it.", "kind");
        }

        var time = form["window"].ToString().Trim();
        if (!LimitWindow.TryRead(time.Length > 0 ? time : "60s", out var window))
        {
            return Problem.Invalid($"'{time}' is no time. Write 60s or 30d for the last so much time, or day, week, month, year, or total.", "window");
        }

        var isMoney = unit == LimitUnit.NanoDollars;
        if (!decimal.TryParse(form["amount"].ToString().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > (isMoney ? DollarsMax : RuleCheck.AmountMax) || (!isMoney && amount != decimal.Truncate(amount)))
        {
            return Problem.Invalid("The amount is a number from 0 on, for instance 600; only dollars have a fraction.", "amount");
        }

        var node = form["node"].ToString().Trim();
        return new LimitRule
        {
            Id = form["id"].ToString().Trim(),
            Scope = new LimitNode(kind, node.Length > 0 ? node : LimitNode.Every),
            Unit = unit,
            Amount = isMoney ? (long)decimal.Round(amount * 1_000_000_000m) : (long)amount,
            Window = window,
            Mode = mode,
        };
    }
}
