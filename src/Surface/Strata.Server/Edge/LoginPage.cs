using System.Text.Encodings.Web;

namespace Strata.Server.Edge;

/// <summary>The sign-in page: one field. It needs no script and takes its look from one style sheet of its own.</summary>
internal static class LoginPage
{
    public const string Style = """
        :root { color-scheme: light dark; --text: light-dark(#1b1f24, #e6e9ed); --muted: light-dark(#59636e, #9aa4af) }
        :root { --line: light-dark(#d5dae0, #343b44); --accent: light-dark(#0b5cad, #6cb2ff); --bad: light-dark(#b42318, #ff8f83) }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: light-dark(#fbfcfd, #14181d) }
        main { width: min(340px, calc(100vw - 32px)) }
        h1 { font-size: 20px; font-weight: 600; margin: 0 0 4px }
        p { margin: 0 0 16px; color: var(--muted) }
        p.bad { color: var(--bad) }
        label { display: block; margin-bottom: 4px }
        input, button { box-sizing: border-box; width: 100%; height: 36px; font: inherit; border-radius: 6px; border: 1px solid var(--line); padding: 0 10px; background: transparent; color: inherit }
        button { margin-top: 12px; background: var(--accent); color: light-dark(#fff, #10141a); border-color: transparent; font-weight: 600 }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
        code { font: 13px ui-monospace, monospace }
        """;

    public static string Html(string next, string? refused) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sign in · Strata</title><link rel="stylesheet" href="/login.css"></head>
        <body><main><h1>Strata</h1>
        {(refused is null ? "<p>Sign in with an API key. <code>strata keys create</code> makes one.</p>" : $"<p class=\"bad\" role=\"alert\">{HtmlEncoder.Default.Encode(refused)}</p>")}
        <form method="post" action="/login"><input type="hidden" name="next" value="{HtmlEncoder.Default.Encode(next)}">
        <label for="key">API key</label><input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
        <button>Sign in</button></form></main></body></html>
        """;
}
