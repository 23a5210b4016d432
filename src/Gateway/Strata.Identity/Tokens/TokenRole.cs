namespace Strata.Identity.Tokens;

/// <summary>A role as the configuration writes it, with a word for no access.</summary>
internal enum TokenRole
{
    None,
    Viewer,
    Service,
    Editor,
    Admin,
    Owner,
}
