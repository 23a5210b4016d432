namespace Strata.Guard.Injection;

/// <summary>Groups of words that mean the same in an attack.</summary>
[Flags]
internal enum WordClass
{
    None = 0,
    Ignore = 1,
    Previous = 2,
    Instruction = 4,
    Reveal = 8,
    Hidden = 16,
    You = 32,
    Now = 64,
    Freed = 128,
    Pretend = 256,
    Without = 512,
    Restriction = 1 << 10,
    ModeName = 1 << 11,
    Mode = 1 << 12,
    New = 1 << 13,
    Not = 1 << 14,
    User = 1 << 15,
    ControlMark = 1 << 16,
    Send = 1 << 17,
    Credential = 1 << 18,
    Target = 1 << 19,
    Decode = 1 << 20,
    Obey = 1 << 21,
}
